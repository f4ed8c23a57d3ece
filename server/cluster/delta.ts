import type { Kind, Kinds, ManagedEntry } from './kinds.ts'
import type { KindHealth } from '../wire/health.ts'

/**
 * One change of one object, as the store saw it; the only thing that flows downstream of the store.
 * Inside a kind (of one namespace, where namespaces are watched one by one), deltas come in resourceVersion order; else in arrival order.
 *
 * - listed: part of the first list: an object that existed before we watched; says nothing about what happened
 * - added | updated | deleted: from the watch. Of a deleted object `was` is its final state, `now` is absent
 * - relisted: found changed (was and now), new (now) or gone (was) by a list after a gap; `gap` is when it may have happened
 * - withdrawn: we may not see the object any more (`was`); says nothing about what happened to it, and nobody may keep it
 * - gap: the kind could not be watched from gap.from to gap.to; no object
 * - tick: time passed; no object. Written to tapes, so that a replay says the same
 */
export type Delta<K extends Kind = Kind> = {
  [P in K]: {
    kind: P
    change: Change
    was?: Kinds[P]
    now?: Kinds[P]
    /** Empty except for `updated` and `relisted` with both sides. */
    changed: Changed
    /** resourceVersion of the write, of a deletion too; '' for gap and tick. */
    rv: string
    /** ms since epoch, arrival at this process (at the recording one, for a tape). */
    seen: number
    gap?: { from: number; to: number }
  }
}[K]

export type Change = 'listed' | 'added' | 'updated' | 'deleted' | 'relisted' | 'withdrawn' | 'gap' | 'tick'

/**
 * What differs between was and now, computed once. Paths are dotted, lists of things with a name or type are keyed:
 * 'spec.nodeName', 'status.conditions[type=Ready].status', 'status.containerStatuses[name=app].state', 'metadata.deletionTimestamp',
 * 'metadata.annotations[deployment.kubernetes.io/revision]'. A list without keys is one path.
 */
export interface Changed {
  readonly paths: readonly string[]
  /** Any path equal to or below the prefix: 'status.conditions' covers 'status.conditions[type=Ready].status'. */
  has(prefix: string): boolean
  /** Who owns the path: now's managedFields for an added or changed value, was's for a removed one; undefined if nobody does. */
  owner(path: string): ManagedEntry | undefined
  /** The distinct owners of all changed paths. */
  readonly owners: readonly ManagedEntry[]
}

/** Where deltas come from: reflectors (live) or a tape. Deltas of one kind arrive in order; nothing is delivered after stop() resolves. */
export interface Source {
  start(sink: Sink): Promise<void>
  stop(): Promise<void>
}

export interface Sink {
  /** Synchronous, never throws. A tick is a delta of kind 'Lease' without objects. */
  delta(delta: Delta): void
  health(health: KindHealth): void
}
