import { changedBetween, unchanged } from './changed.ts'
import type { Change, Delta, Sink } from './delta.ts'
import type { Kind, Kinds, KubeObject } from './kinds.ts'
import { shareWithSibling } from './siblings.ts'
import { compareResourceVersions } from './resource-version.ts'

export type WatchType = 'ADDED' | 'MODIFIED' | 'DELETED'

/** A delta as a tape holds it: the store it is replayed through still knows `was`, and computes `changed` anew. */
export interface Recorded {
  kind: Kind
  change: Change
  /** The state after; of a deletion (and a relisted one that is gone) the final state; absent for gap and tick. */
  object?: KubeObject
  gone?: boolean
  rv: string
  seen: number
  gap?: { from: number; to: number }
}

export interface Store {
  /**
   * The whole of one kind as a list found it. The first time every object is `listed`; later there was a gap since the kind was last heard of,
   * told by one `gap` delta and `relisted` ones for what was found different, new or gone.
   */
  replace<K extends Kind>(kind: K, objects: readonly Kinds[K][], seen: number): void
  /** One object of a kind's first list, as it comes. */
  listed<K extends Kind>(kind: K, object: Kinds[K], seen: number): void
  /** One watch event. Repeated and outdated resourceVersions are ignored. */
  apply<K extends Kind>(kind: K, type: WatchType, object: Kinds[K], seen: number): void
  /** A sign of life without a change: what follows can only have happened later. */
  heard(kind: Kind, seen: number): void
  /** One delta of a tape. */
  replay(recorded: Recorded): void
  count(kind: Kind): number
  objects<K extends Kind>(kind: K): Iterable<Kinds[K]>
  /** uid and resourceVersion of everything held: equal to the API server's own list when nothing is moving. */
  state(kind: Kind): { uid: string; resourceVersion: string }[]
}

interface Shelf {
  byUid: Map<string, KubeObject>
  /** namespace/name -> uid: an object created anew under its old name is another one. */
  byName: Map<string, string>
  /** Highest resourceVersion applied: the watch delivers one kind in their order. */
  high: string
  seen: number
}

export function createStore(sink: Pick<Sink, 'delta'>): Store {
  const shelves = new Map<Kind, Shelf>()

  function shelf(kind: Kind): Shelf {
    let found = shelves.get(kind)
    if (!found) shelves.set(kind, (found = { byUid: new Map(), byName: new Map(), high: '', seen: 0 }))
    return found
  }

  function emit(
    kind: Kind,
    change: Change,
    was: KubeObject | undefined,
    now: KubeObject | undefined,
    rv: string,
    seen: number,
    gap?: { from: number; to: number },
  ): void {
    const changed = was && now ? changedBetween(was, now) : unchanged
    // One cast for the union over kinds: was and now come from the shelf of that kind.
    sink.delta({ kind, change, was, now, changed, rv, seen, ...(gap && { gap }) } as Delta)
  }

  function put(on: Shelf, object: KubeObject): void {
    on.byUid.set(object.meta.uid, object)
    on.byName.set(nameOf(object), object.meta.uid)
  }

  function drop(on: Shelf, object: KubeObject): void {
    on.byUid.delete(object.meta.uid)
    if (on.byName.get(nameOf(object)) === object.meta.uid) on.byName.delete(nameOf(object))
  }

  /** The object that this one displaces: same name, other uid. Its deletion was not delivered. */
  function displaced(on: Shelf, object: KubeObject): KubeObject | undefined {
    const uid = on.byName.get(nameOf(object))
    return uid !== undefined && uid !== object.meta.uid ? on.byUid.get(uid) : undefined
  }

  function set(kind: Kind, object: KubeObject, change: Change, seen: number, gap?: { from: number; to: number }): void {
    const on = shelf(kind)
    const was = on.byUid.get(object.meta.uid)
    const old = was ? undefined : displaced(on, object)
    if (!was) shareWithSibling(object)
    if (old) remove(kind, old, change === 'relisted' ? 'relisted' : 'deleted', seen, gap)
    put(on, object)
    emit(kind, change, was, object, object.meta.resourceVersion, seen, gap)
  }

  function remove(kind: Kind, final: KubeObject, change: Change, seen: number, gap?: { from: number; to: number }): void {
    drop(shelf(kind), final)
    emit(kind, change, final, undefined, final.meta.resourceVersion, seen, gap)
  }

  return {
    replace(kind, objects, seen) {
      const on = shelves.get(kind)
      const fresh = shelf(kind)
      const gap = on && { from: on.seen, to: seen }
      if (gap) emit(kind, 'gap', undefined, undefined, '', seen, gap)
      const found = new Set<string>()
      for (const object of objects) found.add(object.meta.uid)
      for (const held of fresh.byUid.values()) if (!found.has(held.meta.uid)) remove(kind, held, 'relisted', seen, gap)
      fresh.high = ''
      for (const object of objects) {
        const was = fresh.byUid.get(object.meta.uid)
        if (was?.meta.resourceVersion !== object.meta.resourceVersion) set(kind, object, gap ? 'relisted' : 'listed', seen, gap)
        if (compareResourceVersions(object.meta.resourceVersion, fresh.high) > 0) fresh.high = object.meta.resourceVersion
      }
      fresh.seen = seen
    },
    listed(kind, object, seen) {
      const on = shelf(kind)
      const rv = object.meta.resourceVersion
      on.seen = seen
      // Lists come in the order of names.
      if (compareResourceVersions(rv, on.high) > 0) on.high = rv
      set(kind, object, 'listed', seen)
    },
    apply(kind, type, object, seen) {
      const on = shelf(kind)
      const rv = object.meta.resourceVersion
      on.seen = seen
      if (compareResourceVersions(rv, on.high) <= 0) return
      on.high = rv
      if (type !== 'DELETED') return set(kind, object, on.byUid.has(object.meta.uid) ? 'updated' : 'added', seen)
      if (on.byUid.has(object.meta.uid)) remove(kind, object, 'deleted', seen)
    },
    heard(kind, seen) {
      shelf(kind).seen = seen
    },
    replay({ kind, change, object, gone, rv, seen, gap }) {
      const on = shelf(kind)
      on.seen = seen
      if (!object) return emit(kind, change, undefined, undefined, rv, seen, gap)
      if (compareResourceVersions(rv, on.high) > 0) on.high = rv
      if (gone || change === 'deleted') remove(kind, object, change, seen, gap)
      else set(kind, object, change, seen, gap)
    },
    count: (kind) => shelves.get(kind)?.byUid.size ?? 0,
    objects: (kind) => (shelves.get(kind)?.byUid.values() ?? []) as never,
    state: (kind) => [...(shelves.get(kind)?.byUid.values() ?? [])].map(({ meta }) => ({ uid: meta.uid, resourceVersion: meta.resourceVersion })),
  }
}

function nameOf({ meta }: KubeObject): string {
  return `${meta.namespace ?? ''}/${meta.name}`
}
