import type { Entry } from '../wire/events.ts'

/** The last entries of this epoch, so that a page that was away for a moment gets exactly what it missed; who missed more is better off with a snapshot. */
export interface Ring {
  add(entry: Entry): void
  /** Everything after seq, oldest first; undefined if some of it is gone or seq was never reached. */
  since(seq: number): Entry[] | undefined
  /** seq of the newest entry, `from` before the first. */
  readonly newest: number
}

/** `from`: seq of the entry before the first. */
export function createRing(capacity = 5000, from = 0): Ring {
  const slots: Entry[] = []
  /** Where the oldest entry is once all slots are taken. */
  let oldest = 0
  let newest = from
  let dropped = from
  const at = (position: number) => slots[(oldest + position) % slots.length]!

  return {
    add(entry) {
      newest = entry.seq
      if (slots.length < capacity) return void slots.push(entry)
      dropped = at(0).seq
      slots[oldest] = entry
      oldest = (oldest + 1) % capacity
    },
    since(seq) {
      if (seq < dropped || seq > newest) return undefined
      let low = 0
      let high = slots.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (at(middle).seq > seq) high = middle
        else low = middle + 1
      }
      return Array.from({ length: slots.length - low }, (_, step) => at(low + step))
    },
    get newest() {
      return newest
    },
  }
}
