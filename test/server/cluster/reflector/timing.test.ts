import { expect, it } from 'vitest'
import { timing } from '../../../../server/cluster/reflector/timing.ts'

const { withheld, watchSeconds, grace, probe, stall } = timing

it('a right that is granted or withdrawn shows within a minute', () => {
  expect(withheld.most).toBeLessThan(60_000)
  // The server ends the watch, or we do.
  expect(watchSeconds.most * 1000 + grace).toBeLessThan(60_000)
})

it('an API server that falls silent is missed within 18 s, long before its watches are given up', () => {
  // As probe.ts asks: again after half of the time when one question was missed.
  const known = probe.every * 1.5 + probe.limit
  expect(known).toBeLessThanOrEqual(18_000)
  expect(stall).toBeGreaterThan(2 * known)
})
