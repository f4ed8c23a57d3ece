import type { Kind, Kinds } from '../kinds.ts'
import type { Tap } from '../reflector.ts'
import type { Store } from '../store.ts'

/** Takes one list, object by object. Without end() it has told nothing that a later list would not put right. */
export interface Intake<K extends Kind> {
  readonly first: boolean
  add(object: Kinds[K], text: string | undefined, seen: number): void
  /** Something happened while the list was still being streamed. */
  change(type: 'MODIFIED' | 'DELETED', object: Kinds[K], seen: number): void
  end(seen: number): void
}

/**
 * `first`: the kind's first list. Its objects are told as they come, so that ten thousand are not told at one blow; if it breaks off, the next
 * list finds the store begun and tells a gap. Any later list is held back until it is whole, because only then is known what is gone.
 */
export function createIntake<K extends Kind>(kind: K, store: Store, first: boolean, onRaw: Tap | undefined): Intake<K> {
  const held = new Map<string, Kinds[K]>()
  const texts: string[] = []

  return {
    first,
    add(object, text, seen) {
      if (first) store.listed(kind, object, seen)
      else held.set(object.meta.uid, object)
      if (onRaw && text !== undefined) texts.push(text)
    },
    change(type, object, seen) {
      if (first) store.apply(kind, type, object, seen)
      else if (type === 'DELETED') held.delete(object.meta.uid)
      else held.set(object.meta.uid, object)
    },
    end(seen) {
      for (const text of texts) onRaw?.(kind, 'list', text, seen)
      onRaw?.(kind, 'list-end', '', seen)
      if (first) store.heard(kind, seen)
      else store.replace(kind, [...held.values()], seen)
    },
  }
}
