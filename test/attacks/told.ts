import { readLine } from '../../server/cluster/ingest.ts'
import { unchanged } from '../../server/cluster/changed.ts'
import type { Delta } from '../../server/cluster/delta.ts'
import type { Kind, KubeObject } from '../../server/cluster/kinds.ts'
import { apiVersionOf, resources } from '../../server/cluster/resources.ts'
import { createStore } from '../../server/cluster/store.ts'
import { createPipeline } from '../../server/pipeline.ts'
import type { Entry } from '../../server/wire/events.ts'
import type { Pulse } from '../../server/wire/pulse.ts'
import type { Step } from '../../server/wire/step.ts'

/** The way of a watch line through projection, store, world, timeline and explainers, without a network. */
export interface Told {
  entries: Entry[]
  deltas: Delta[]
  /** As last amended. */
  steps(): Step[]
  faults(): Record<string, number>
  /** Two seconds pass. Answers the pulses that they told. */
  tick(): Pulse[]
  /** One watch line; its object gets a new resourceVersion unless it has one. Answers what is held of it. */
  hear(type: 'ADDED' | 'MODIFIED' | 'DELETED', kind: Kind, object: Raw): KubeObject
}

export type Raw = { metadata: Record<string, unknown> & { name: string } } & Record<string, unknown>

/** What this thread has worked so far, ms: a machine that has others to serve makes no test slow. */
export const worked = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

export const now = Date.parse('2026-11-21T09:00:00Z')

/**
 * @param kept what was told is kept: without, only the product itself can hold on to anything
 * @param apart from one line to the next, ms
 */
export function listen(kept = true, apart = 10): Told {
  const entries: Entry[] = []
  const deltas: Delta[] = []
  const steps = new Map<string, Step>()
  const pipeline = createPipeline({ uid: 'cluster', name: 'cluster', version: 'v1.36.3' }, true, {
    entries(more) {
      if (!kept) return
      for (const entry of more) {
        entries.push(entry)
        if ('step' in entry) steps.set(entry.step.id, entry.step)
        else if ('amend' in entry) steps.set(entry.amend.id, entry.amend)
      }
    },
  })
  const store = createStore({
    delta(delta) {
      if (kept) deltas.push(delta)
      pipeline.delta(delta)
    },
  })
  let rv = 1000
  let seen = now
  return {
    entries,
    deltas,
    steps: () => [...steps.values()],
    faults: () => pipeline.healthNow().faults,
    tick() {
      const from = entries.length
      for (let i = 0; i < 2; i++) pipeline.delta({ kind: 'Lease', change: 'tick', changed: unchanged, rv: '', seen: (seen += 1_000) } as Delta)
      return entries.slice(from).flatMap((entry) => ('pulse' in entry ? [entry.pulse] : []))
    },
    hear(type, kind, { metadata, ...object }) {
      const namespace = resources[kind].scope === 'namespaced' ? { namespace: 'shop' } : {}
      const identity = { uid: `${kind}-${metadata.name}`, resourceVersion: String(++rv), creationTimestamp: '2026-11-21T09:00:00Z' }
      const whole = { kind, apiVersion: apiVersionOf(resources[kind]), metadata: { ...identity, ...namespace, ...metadata }, ...object }
      const read = readLine(kind, JSON.stringify({ type, object: whole }).replace('"deep"', deep).replaceAll('"huge"', '1e309'))
      if (read.type !== type) throw new Error(`read as ${read.type}`)
      store.apply(kind, type, read.object, (seen += apart))
      return read.object
    },
  }
}

/** What stands where an object says 'deep': too deep for JSON.stringify; where it says 'huge' stands a number that JSON can read and not write. */
const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`

/** managedFields as the API server writes them. */
export function wrote(manager: string, fieldsV1: object = { 'f:metadata': {} }, subresource?: string): object[] {
  return [
    {
      manager,
      operation: 'Update',
      apiVersion: 'v1',
      time: '2026-11-21T09:00:00Z',
      fieldsType: 'FieldsV1',
      fieldsV1,
      ...(subresource && { subresource }),
    },
  ]
}

/** An Event of core/v1 about an object, posted by `manager`. */
export function event(name: string, of: object, more: Record<string, unknown>, manager = 'kubelet'): Raw {
  const time = '2026-11-21T09:00:01Z'
  return {
    metadata: { name, managedFields: wrote(manager) },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', ...of },
    type: 'Normal',
    source: { component: manager },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    ...more,
  }
}

export function pod(name: string, metadata: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Raw {
  return {
    metadata: { name, managedFields: wrote('kubectl-create'), ...metadata },
    spec: { containers: [{ name: 'app', image: 'web:1' }] },
    status: { phase: 'Pending' },
    ...more,
  }
}
