import type { Kind, Kinds } from '../kinds.ts'
import type { Gap, Store } from '../store.ts'

/** Raw text as the API server sent it, for raw tapes. `list`: one object; `list-end`: no text; `watch`: one line {type, object}. */
export type Tap = (kind: Kind, phase: 'list' | 'list-end' | 'watch', text: string, seen: number) => void

/** Takes one list, object by object. Without end() it has told nothing that a later list would not put right. */
export interface Intake<K extends Kind> {
  add(object: Kinds[K], text: string | undefined, seen: number): void
  /** Something happened while the list was still being streamed. */
  change(type: 'MODIFIED' | 'DELETED', object: Kinds[K], seen: number): void
  /** @returns the gap that the list closes, if there was one */
  end(seen: number): Gap | undefined
}

/**
 * `first`: the kind's first list. Its objects are told as they come, so that ten thousand are not told at one blow; if it breaks off, the next
 * list finds the store begun and tells a gap. Any later list is held back until it is whole, because only then is known what is gone.
 */
export function createIntake<K extends Kind>(
  kind: K,
  store: Store,
  { first, namespace, onRaw }: { first: boolean; namespace: string | undefined; onRaw: Tap | undefined },
): Intake<K> {
  const held = new Map<string, Kinds[K]>()
  const texts: string[] = []

  return {
    add(object, text, seen) {
      if (first) store.listed(kind, object, seen, namespace)
      else held.set(object.meta.uid, object)
      if (onRaw && text !== undefined) texts.push(text)
    },
    change(type, object, seen) {
      if (first) store.apply(kind, type, object, seen, namespace)
      else if (type === 'DELETED') held.delete(object.meta.uid)
      else held.set(object.meta.uid, object)
    },
    end(seen) {
      for (const text of texts) onRaw?.(kind, 'list', text, seen)
      onRaw?.(kind, 'list-end', '', seen)
      return first ? store.heard(kind, seen, namespace) : store.replace(kind, [...held.values()], seen, namespace)
    },
  }
}
