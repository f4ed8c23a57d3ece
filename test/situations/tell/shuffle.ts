import type { TapeRecord } from '../../../server/journal/format.ts'

/**
 * The same tape as another connection might have heard it: every watch line up to `ms` later, those of one kind in their order.
 * The same seed gives the same order.
 */
export function shuffle(records: readonly TapeRecord[], ms: number, seed: number): TapeRecord[] {
  const random = generator(seed)
  const last = new Map<string, number>()
  return records
    .map((record) => {
      if (!('line' in record) || record.line.phase !== 'watch') return record
      const t = Math.max(last.get(record.line.kind) ?? 0, record.t + Math.floor(random() * ms))
      last.set(record.line.kind, t)
      return { ...record, t }
    })
    .toSorted((a, b) => a.t - b.t)
}

/** mulberry32: 0 <= x < 1. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
