import { changedBetween, unchanged } from './changed.ts'
import type { Change, Delta, Sink } from './delta.ts'
import type { Kind, Kinds, KubeObject } from './kinds.ts'
import { forgetLines } from './last-lines.ts'
import { forgetSiblings, shareWithSibling } from './siblings.ts'
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
  gap?: Gap
}

/** When something may have happened unseen, ms. */
export type Gap = { from: number; to: number }

/**
 * A kind is watched as a whole, or namespace by namespace, each by a stream of its own: `namespace` names the stream, and what it says holds for
 * the objects of that namespace alone. Absent: the one stream of the whole kind.
 */
export interface Store {
  /**
   * All that a list found. The first time every object is `listed`; later there was a gap since the stream was last heard of, told by one `gap`
   * delta and `relisted` ones for what was found different, new or gone.
   */
  replace<K extends Kind>(kind: K, objects: readonly Kinds[K][], seen: number, namespace?: string): Gap | undefined
  /** One object of a first list, as it comes. */
  listed<K extends Kind>(kind: K, object: Kinds[K], seen: number, namespace?: string): void
  /** One watch event. Repeated and outdated resourceVersions are ignored. */
  apply<K extends Kind>(kind: K, type: WatchType, object: Kinds[K], seen: number, namespace?: string): void
  /** A sign of life without a change: what follows can only have happened later. After withdraw() it ends the gap. */
  heard(kind: Kind, seen: number, namespace?: string): Gap | undefined
  /** We may not see these objects any more: nothing of them is kept, and the next list is a first one. */
  withdraw(kind: Kind, seen: number, namespace?: string): void
  /** One delta of a tape. */
  replay(recorded: Recorded): void
  count(kind: Kind, namespace?: string): number
  objects<K extends Kind>(kind: K): Iterable<Kinds[K]>
  /** uid and resourceVersion of everything held: equal to the API server's own list when nothing is moving. */
  state(kind: Kind): { uid: string; resourceVersion: string }[]
}

interface Shelf {
  byUid: Map<string, KubeObject>
  /** Namespace -> name -> uid: an object created anew under its old name is another one. No joined keys: ten thousand would cost 2 MB. */
  byName: Map<string | undefined, Map<string, string>>
  /** By namespace; '' is the stream of the whole kind. */
  streams: Map<string, Stream>
}

interface Stream {
  /** Highest resourceVersion applied: a watch delivers in their order. */
  high: string
  seen: number
  /** Withdrawn, and heard of last then. */
  lost?: number
}

export function createStore(sink: Pick<Sink, 'delta'>): Store {
  const shelves = new Map<Kind, Shelf>()

  function shelf(kind: Kind): Shelf {
    let found = shelves.get(kind)
    if (!found) shelves.set(kind, (found = { byUid: new Map(), byName: new Map(), streams: new Map() }))
    return found
  }

  function stream(on: Shelf, namespace = ''): Stream {
    let found = on.streams.get(namespace)
    if (!found) on.streams.set(namespace, (found = { high: '', seen: 0 }))
    return found
  }

  function* heldOf(on: Shelf | undefined, namespace: string | undefined): Generator<KubeObject> {
    for (const object of on?.byUid.values() ?? []) if (namespace === undefined || object.meta.namespace === namespace) yield object
  }

  function emit(kind: Kind, change: Change, was: KubeObject | undefined, now: KubeObject | undefined, rv: string, seen: number, gap?: Gap): void {
    const changed = was && now ? changedBetween(was, now) : unchanged
    // One cast for the union over kinds: was and now come from the shelf of that kind.
    sink.delta({ kind, change, was, now, changed, rv, seen, ...(gap && { gap }) } as Delta)
  }

  function put(on: Shelf, object: KubeObject, known: boolean): void {
    const { uid, namespace, name } = object.meta
    on.byUid.set(uid, object)
    if (known) return
    let names = on.byName.get(namespace)
    if (!names) on.byName.set(namespace, (names = new Map()))
    names.set(name, uid)
  }

  function drop(on: Shelf, { meta: { uid, namespace, name } }: KubeObject): void {
    on.byUid.delete(uid)
    const names = on.byName.get(namespace)
    if (names?.get(name) !== uid) return
    names.delete(name)
    if (names.size === 0) on.byName.delete(namespace)
  }

  /** The object that this one displaces: same name, other uid. Its deletion was not delivered. */
  function displaced(on: Shelf, { meta: { uid, namespace, name } }: KubeObject): KubeObject | undefined {
    const other = on.byName.get(namespace)?.get(name)
    return other !== undefined && other !== uid ? on.byUid.get(other) : undefined
  }

  function set(kind: Kind, object: KubeObject, change: Change, seen: number, gap?: Gap): void {
    const on = shelf(kind)
    const was = on.byUid.get(object.meta.uid)
    const old = was ? undefined : displaced(on, object)
    if (!was) shareWithSibling(object)
    if (old) remove(kind, old, change === 'relisted' ? 'relisted' : 'deleted', seen, gap)
    put(on, object, was !== undefined)
    emit(kind, change, was, object, object.meta.resourceVersion, seen, gap)
  }

  function remove(kind: Kind, final: KubeObject, change: Change, seen: number, gap?: Gap): void {
    drop(shelf(kind), final)
    emit(kind, change, final, undefined, final.meta.resourceVersion, seen, gap)
  }

  return {
    replace(kind, objects, seen, namespace) {
      const on = shelf(kind)
      const known = on.streams.get(namespace ?? '')
      const gap = known && { from: known.lost ?? known.seen, to: seen }
      if (gap) emit(kind, 'gap', undefined, undefined, '', seen, gap)
      const found = new Set<string>()
      for (const object of objects) found.add(object.meta.uid)
      for (const held of heldOf(on, namespace)) if (!found.has(held.meta.uid)) remove(kind, held, 'relisted', seen, gap)
      const from = stream(on, namespace)
      from.high = ''
      for (const object of objects) {
        const was = on.byUid.get(object.meta.uid)
        if (was?.meta.resourceVersion !== object.meta.resourceVersion) set(kind, object, gap ? 'relisted' : 'listed', seen, gap)
        if (compareResourceVersions(object.meta.resourceVersion, from.high) > 0) from.high = object.meta.resourceVersion
      }
      from.seen = seen
      delete from.lost
      return gap
    },
    listed(kind, object, seen, namespace) {
      const from = stream(shelf(kind), namespace)
      const rv = object.meta.resourceVersion
      from.seen = seen
      // Lists come in the order of names.
      if (compareResourceVersions(rv, from.high) > 0) from.high = rv
      set(kind, object, 'listed', seen)
    },
    apply(kind, type, object, seen, namespace) {
      const on = shelf(kind)
      const from = stream(on, namespace)
      const rv = object.meta.resourceVersion
      from.seen = seen
      if (compareResourceVersions(rv, from.high) <= 0) return
      from.high = rv
      if (type !== 'DELETED') return set(kind, object, on.byUid.has(object.meta.uid) ? 'updated' : 'added', seen)
      if (on.byUid.has(object.meta.uid)) remove(kind, object, 'deleted', seen)
    },
    heard(kind, seen, namespace) {
      const from = stream(shelf(kind), namespace)
      from.seen = seen
      if (from.lost === undefined) return undefined
      const gap = { from: from.lost, to: seen }
      delete from.lost
      emit(kind, 'gap', undefined, undefined, '', seen, gap)
      return gap
    },
    withdraw(kind, seen, namespace) {
      const on = shelves.get(kind)
      const from = on?.streams.get(namespace ?? '')
      if (!on || !from) return
      for (const held of heldOf(on, namespace)) remove(kind, held, 'withdrawn', seen)
      from.high = ''
      from.lost ??= from.seen
      forgetSiblings()
      forgetLines()
    },
    replay({ kind, change, object, gone, rv, seen, gap }) {
      const on = stream(shelf(kind))
      on.seen = seen
      if (!object) return emit(kind, change, undefined, undefined, rv, seen, gap)
      if (compareResourceVersions(rv, on.high) > 0) on.high = rv
      if (gone || change === 'deleted') remove(kind, object, change, seen, gap)
      else set(kind, object, change, seen, gap)
    },
    count: (kind, namespace) => {
      const on = shelves.get(kind)
      return namespace === undefined ? (on?.byUid.size ?? 0) : [...heldOf(on, namespace)].length
    },
    objects: (kind) => (shelves.get(kind)?.byUid.values() ?? []) as never,
    state: (kind) => [...(shelves.get(kind)?.byUid.values() ?? [])].map(({ meta }) => ({ uid: meta.uid, resourceVersion: meta.resourceVersion })),
  }
}
