import type { Entry } from '../../server/wire/events.ts'
import { apply, copyOf, undo, type Patch, type Picture } from './picture.ts'

/** How many entries can be taken back one by one; a keyframe every so many entries serves what lies further back in a recording. */
export const BACK = 5000
const KEYFRAME_EVERY = 1000

/**
 * Entries in order, and the picture as of a cursor among them. Live and a recording differ only in who appends:
 * the socket, or the whole tape at once. `seek(n)` always equals playing from the beginning to n.
 */
export interface Reel {
  picture: Picture
  /** Ascending by `at` as far as the server's clock goes forward. */
  entries: Entry[]
  /** Number of entries applied. */
  cursor: number
  /** Takes back entries[i]; at most BACK of them, the newest. */
  patches: Map<number, Patch>
  /** Pictures as of a cursor; 0 is the beginning. */
  keyframes: Map<number, Picture>
}

export function reelFrom(picture: Picture, entries: Entry[] = []): Reel {
  return { picture, entries, cursor: 0, patches: new Map(), keyframes: new Map([[0, copyOf(picture)]]) }
}

/** Applies the next entry; undefined at the end. */
export function forward(reel: Reel): Entry | undefined {
  const entry = reel.entries[reel.cursor]
  if (!entry) return undefined
  reel.patches.set(reel.cursor, apply(reel.picture, entry))
  reel.patches.delete(reel.cursor - BACK)
  reel.cursor += 1
  if (reel.cursor % KEYFRAME_EVERY === 0 && !reel.keyframes.has(reel.cursor)) reel.keyframes.set(reel.cursor, copyOf(reel.picture))
  return entry
}

/** Takes back the last entry; false at the beginning, or where the past is no longer kept. */
export function back(reel: Reel): boolean {
  const patch = reel.patches.get(reel.cursor - 1)
  if (patch) {
    undo(reel.picture, patch)
    reel.cursor -= 1
    reel.patches.delete(reel.cursor)
    return true
  }
  return reel.cursor > 0 && seek(reel, reel.cursor - 1)
}

/** Puts the cursor at `target` entries; false if that past is no longer kept (the cursor then stays). */
export function seek(reel: Reel, target: number): boolean {
  const goal = Math.max(0, Math.min(target, reel.entries.length))
  if (goal < reel.cursor && !reel.patches.has(goal) && !rewind(reel, goal)) return false
  while (reel.cursor > goal) back(reel)
  while (reel.cursor < goal) forward(reel)
  return true
}

function rewind(reel: Reel, goal: number): boolean {
  const start = [...reel.keyframes.keys()].filter((at) => at <= goal).toSorted((a, b) => b - a)[0]
  if (start === undefined) return false
  reel.picture = copyOf(reel.keyframes.get(start)!)
  reel.cursor = start
  reel.patches.clear()
  return true
}

/** Number of entries at or before `time` (ms since epoch). */
export function indexAt(reel: Reel, time: number): number {
  let low = 0
  let high = reel.entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (reel.entries[middle]!.at <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** Forgets the oldest entries of a live reel, so that at most `keep` lie behind the cursor. */
export function trim(reel: Reel, keep = BACK): void {
  const surplus = reel.cursor - keep
  // in portions: moving every index costs O(entries)
  if (surplus < keep / 5) return
  reel.entries = reel.entries.slice(surplus)
  reel.cursor -= surplus
  reel.patches = shifted(reel.patches, surplus)
  reel.keyframes = shifted(reel.keyframes, surplus)
}

function shifted<T>(map: Map<number, T>, by: number): Map<number, T> {
  return new Map([...map].filter(([at]) => at >= by).map(([at, value]) => [at - by, value]))
}
