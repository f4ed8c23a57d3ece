import { expect } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import type { KubeObject } from '../../../server/cluster/kinds.ts'
import { createPlayer } from '../../../server/cluster/player.ts'
import type { Contents } from '../../../server/gateway/lens.ts'
import { createLens, type Lens } from '../../../server/gateway/lens.ts'
import { seesNamespace, type Sight } from '../../../server/gateway/sight.ts'
import type { TapeRecord } from '../../../server/journal/format.ts'
import { cards, createPipeline } from '../../../server/pipeline.ts'
import type { Entry } from '../../../server/wire/events.ts'
import type { TapeRead } from '../../situations/tell/replay.ts'

/** What viewers of one sight got. */
export interface Viewing {
  sight: Sight
  lens: Lens
  /** The snapshot that the entries go on from. */
  first: Contents
  entries: Entry[]
  last: Contents
}

/** Every way of seeing a part of these namespaces, with and without what is cluster-wide. */
export function sightsOf(namespaces: readonly string[]): Sight[] {
  return Array.from({ length: 2 ** namespaces.length }, (_, bits) => new Set(namespaces.filter((_, at) => bits & (1 << at)))).flatMap((seen) => [
    { namespaces: seen, cluster: false },
    { namespaces: seen, cluster: true },
  ])
}

export interface Played {
  viewings: Viewing[]
  /** Every string in any object, by its namespace, '' for what is cluster-wide. */
  strings: Map<string, Set<string>>
  /** What somebody who sees everything got, from the end of the first lists on. */
  entries: Entry[]
}

/** The tape through the pipeline and a lens per sight, which are made when the first lists are whole, as for a viewer who comes then. */
export function play({ cluster, records }: TapeRead, sights: readonly Sight[]): Played {
  const strings: Played['strings'] = new Map()
  const entries: Entry[] = []
  let viewings: Viewing[] | undefined
  const pipeline = createPipeline(cluster, true, { entries: take })
  const player = createPlayer({
    delta(delta: Delta) {
      if (delta.change !== 'listed') viewings ??= sights.map(begin)
      for (const object of [delta.was, delta.now] as (KubeObject | undefined)[]) {
        if (!object) continue
        const namespace = object.meta.namespace ?? ''
        const held = strings.get(namespace) ?? new Set()
        strings.set(namespace, held)
        collect(object, held)
      }
      pipeline.delta(delta)
    },
  })
  for (const record of records) {
    if ('line' in record) player.line(record.line, record.t)
    else if ('delta' in record) player.delta(record.delta, record.t)
    else if (strings.size === 0) for (const object of record.key) player.object(object, record.t)
  }
  take(pipeline.end())
  expect(pipeline.healthNow().faults).toEqual({})
  for (const viewing of viewings ?? []) viewing.last = viewing.lens.contents(pipeline.recent())
  return { viewings: viewings ?? [], strings, entries }

  function begin(sight: Sight): Viewing {
    const now = pipeline.recent()
    const lens = createLens({ sight, cards, now, step: pipeline.step, evidence: pipeline.evidence })
    const first = lens.contents(now)
    return { sight, lens, first, entries: [], last: first }
  }

  function take(more: Entry[]) {
    for (const entry of more) {
      if (viewings) entries.push(entry)
      for (const { lens, entries } of viewings ?? []) entries.push(...lens.entry(entry))
    }
  }
}

/** What a page that was given the snapshot holds after these entries; every table by its key. */
export function replayed({ first, entries }: Pick<Viewing, 'first' | 'entries'>) {
  const tables = tablesOf(first)
  for (const entry of entries) {
    if ('object' in entry) tables.objects.set(entry.object.ref.uid, entry.object)
    else if ('gone' in entry) expect(tables.objects.delete(entry.gone)).toBe(true)
    else if ('pulse' in entry) tables.pulses.set(`${entry.pulse.component}@${entry.pulse.node}`, entry.pulse)
    else if ('story' in entry) tables.stories.set(entry.story.id, entry.story)
    else if ('step' in entry) {
      expect(tables.steps.has(entry.step.id)).toBe(false)
      expect(entry.step.seq).toBe(entry.seq)
      tables.steps.set(entry.step.id, entry.step)
    } else {
      expect(tables.steps.get(entry.amend.id)?.rev).toBe(entry.amend.rev - 1)
      tables.steps.set(entry.amend.id, entry.amend)
    }
  }
  // One that was found to be part of another is told as that once, and then no more.
  for (const [id, { steps }] of tables.stories) if (steps === 0) tables.stories.delete(id)
  return tables
}

export function tablesOf({ objects, pulses, stories, steps }: Contents) {
  return {
    objects: new Map(objects.map((object) => [object.ref.uid, object])),
    pulses: new Map(pulses.map((pulse) => [`${pulse.component}@${pulse.node}`, pulse])),
    stories: new Map(stories.map((story) => [story.id, story])),
    steps: new Map(steps.map((step) => [step.id, step])),
  }
}

/** Everything of a viewing that leaves the server. */
export function textOf({ first, entries, last, lens }: Viewing): string {
  const health = lens.health({
    state: 'live',
    since: 1,
    faults: { 'kubelet.x': 3 },
    kinds: [{ kind: 'Pod', state: 'live', since: 1, line: 2, objects: 3, relists: 0, gaps: 0, note: 'x' }],
  })
  return JSON.stringify([first, entries, last, health])
}

/**
 * Strings of what is not seen that the text holds and no seen object does: names, uids, addresses, images, labels, messages. Short ones, numbers and words
 * of Kubernetes' own are everybody's.
 */
export function leaksInto(text: string, { strings }: Played, sight: Sight, vocabulary: string): string[] {
  const sees = (namespace: string) => (namespace === '' ? sight.cluster : seesNamespace(sight, namespace))
  const open = [...strings].flatMap(([namespace, held]) => (sees(namespace) ? [...held] : [])).join('\n')
  const closed = new Set([...strings].flatMap(([namespace, held]) => (sees(namespace) ? [] : [...held, namespace])))
  return [...closed].filter(
    (secret) =>
      secret.length > 4 &&
      /\D/.test(secret) &&
      text.includes(JSON.stringify(secret).slice(1, -1)) &&
      !open.includes(secret) &&
      !vocabulary.includes(secret),
  )
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value)
  else if (value && typeof value === 'object') for (const each of Object.values(value)) collect(each, found)
}

/** Of raw lines: whose namespace the object is in, '' if it is in none; undefined for what is no object. */
export function namespaceOf(record: TapeRecord): string | undefined {
  if (!('line' in record) || record.line.phase === 'list-end') return undefined
  const { object, ...rest } = JSON.parse(record.line.text) as { object?: { metadata: { namespace?: string } }; metadata?: { namespace?: string } }
  return (object?.metadata ?? rest.metadata)?.namespace ?? ''
}

const VERSION = /"resourceVersion":"(\d+)"/g

/**
 * What happened in the namespace `of` of another recording of the same cluster happens in this one too, as if at the same time: resourceVersions are
 * spread, so that the other's find room between them.
 */
export function merged(one: TapeRead, other: TapeRead, of: string): TapeRead {
  const phase = (record: TapeRecord) => ('line' in record ? record.line.phase : undefined)
  const began = ({ records }: TapeRead) => records.find((record) => phase(record) === 'watch')!.t
  const added = other.records.filter((record) => namespaceOf(record) === of)
  const foreign = new Set(added.flatMap((record) => ('line' in record ? [record.line] : [])))
  const listed = (kind: string) => added.filter((record) => 'line' in record && record.line.kind === kind && record.line.phase === 'list')
  const records = [
    ...one.records.flatMap((record) => [...(phase(record) === 'list-end' && 'line' in record ? listed(record.line.kind) : []), record]),
    ...added.filter((record) => phase(record) === 'watch').map((record) => ({ ...record, t: record.t + began(one) - began(other) })),
  ]
  const newest = new Map<string, number>()
  const order = records.map((record, at) => ({ record, at, t: phase(record) === 'list' ? 0 : record.t }))
  order.sort((a, b) => (a.t && b.t ? a.t - b.t : 0) || a.at - b.at)
  return {
    cluster: one.cluster,
    records: order.map(({ record }) => {
      if (!('line' in record)) return record
      const { kind } = record.line
      const version = (_: string, held: string) => {
        const before = newest.get(kind) ?? 0
        const spread = !foreign.has(record.line) ? Number(held) * 1000 : record.line.phase === 'list' ? Number(held) : before + 1
        newest.set(kind, Math.max(before, spread))
        return `"resourceVersion":"${spread}"`
      }
      return { ...record, line: { ...record.line, text: record.line.text.replace(VERSION, version) } }
    }),
  }
}
