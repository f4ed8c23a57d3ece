import type { Delta } from '../../cluster/delta.ts'
import type { Condition, Kind, Kinds, ManagedEntry } from '../../cluster/kinds.ts'
import type { Evidence, Facts } from '../../wire/step.ts'
import { below, wrote } from '../author.ts'
import { field, given } from '../evidence.ts'
import { step, type Draft, type StepDefinition } from '../explainer.ts'
import { controllerOf, ref, second } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'

/** Why a controller that counts Pods counts them anew. */
export const podsMoved = [
  { key: 'kubelet.ready', via: 'trigger' },
  { key: 'kubelet.not-ready', via: 'trigger' },
  { key: 'kubelet.removed', via: 'trigger' },
] as const

/** A write of a status by kube-controller-manager: which of its controllers it was follows from the kind alone. */
export function statusEntry(delta: Delta): ManagedEntry | undefined {
  return delta.now && delta.was ? wrote(delta, 'kube-controller-manager', 'status') : undefined
}

/**
 * Tells one write from another: the entry's time has whole seconds, and no controller writes the same state twice in one.
 */
export function occurrence(entry: ManagedEntry, state: unknown): string {
  return `${second(entry.time)}/${JSON.stringify(state)}`
}

/** The changed status paths (four at most, the counts first) and why only one controller can have written them. */
export function statusEvidence(delta: Delta, reason: readonly [id: string, source: string]): Evidence[] {
  const paths = delta.changed.paths.filter((path) => below(path, 'status'))
  paths.sort((a, b) => Number(a.includes('conditions')) - Number(b.includes('conditions')))
  const seen = new Set<string>()
  const fields = paths.flatMap((path) => {
    const [, top = ''] = path.match(/^status\.([A-Za-z]+)/) ?? []
    if (!top || seen.has(top) || seen.size === 4) return []
    seen.add(top)
    return [field(delta, path, read(delta.was, top, path), read(delta.now, top, path))]
  })
  return [...fields, given(...reason)]
}

export interface StatusOf<K extends Kind> {
  kind: K
  rule: readonly [id: string, source: string]
  /** What the text prints, besides {object}. */
  facts: (now: Kinds[K]) => Facts
  /** Only such writes; a controller that tells others by steps of their own leaves them out here. */
  only?: (was: Kinds[K], now: Kinds[K]) => boolean
  more?: Pick<StepDefinition<K>, 'because' | 'closes' | 'opens'>
}

/** A status that one controller keeps, told as figures; the ids of its subject's Pods and ReplicaSets lead to causes. */
export function statusStep<K extends Kind>({ kind, rule, facts, only, more }: StatusOf<K>): StepDefinition<K, Facts> {
  return step({
    on: kind,
    when: ['status'],
    floor: 'derived',
    ceiling: 'observed',
    ...more,
    match: (delta): Draft | undefined => {
      const entry = statusEntry(delta as Delta)
      const was = delta.was as Kinds[K] | undefined
      const now = delta.now as Kinds[K] | undefined
      if (!was || !now || !entry || (only && !only(was, now))) return undefined
      const told = facts(now)
      const owner = controllerOf(now)
      return {
        subject: ref(now),
        passage: passage(delta as Delta, 'update'),
        seeks: { trigger: `children-of:${now.meta.uid}` },
        ...(owner && { offers: [`children-of:${owner.uid}`] }),
        discriminator: occurrence(entry, (now as { status?: unknown }).status),
        facts: { object: slot.ref(ref(now)), ...told },
        evidence: statusEvidence(delta as Delta, rule),
      }
    },
  })
}

function read(object: unknown, top: string, path: string): unknown {
  const status = (object as { status?: Record<string, unknown> } | undefined)?.status
  const type = path.match(/^status\.conditions\[type=([^\]]+)\]/)?.[1]
  if (!type) return status?.[top]
  const found = (status?.conditions as Condition[] | undefined)?.find((c) => c.type === type)
  return found && `${found.status} ${found.reason ?? ''}`.trim()
}
