import { describe, expect, it } from 'vitest'
import { createRing } from '../../../server/gateway/ring.ts'
import { object } from './gateway-kit.ts'

const filled = (seqs: number[], capacity: number) => {
  const ring = createRing(capacity)
  for (const seq of seqs) ring.add(object(seq))
  return ring
}
const since = (ring: ReturnType<typeof createRing>, seq: number) => ring.since(seq)?.map((entry) => entry.seq)

describe('what was missed', () => {
  it('is everything after seq, also where numbers are left out', () => {
    const ring = filled([1, 2, 5, 9], 10)
    expect(since(ring, 0)).toEqual([1, 2, 5, 9])
    expect(since(ring, 2)).toEqual([5, 9])
    expect(since(ring, 3)).toEqual([5, 9])
    expect(since(ring, 9)).toEqual([])
    expect(ring.newest).toBe(9)
  })

  it('is unknown once a part of it is gone', () => {
    const ring = filled([1, 2, 3, 4, 5, 6, 7], 4)
    expect(since(ring, 2)).toBeUndefined()
    expect(since(ring, 3)).toEqual([4, 5, 6, 7])
    expect(since(ring, 6)).toEqual([7])
  })

  it('is unknown for a seq that was never reached', () => {
    expect(since(filled([1, 2], 4), 3)).toBeUndefined()
  })

  it('agrees with a plain list, whatever the capacity', () => {
    for (const capacity of [1, 2, 3, 7]) {
      const seqs = Array.from({ length: 20 }, (_, at) => at * 3 + 1)
      const ring = filled(seqs, capacity)
      const kept = seqs.slice(-capacity)
      for (let seq = 0; seq <= 58; seq++) {
        const whole = seq >= seqs[seqs.length - capacity - 1]!
        expect(since(ring, seq), `${capacity} ${seq}`).toEqual(whole ? kept.filter((each) => each > seq) : undefined)
      }
    }
  })

  it('an empty ring: nothing was missed', () => {
    expect(createRing(4).since(0)).toEqual([])
  })
})
