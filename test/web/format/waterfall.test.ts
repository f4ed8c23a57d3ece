import { expect, it } from 'vitest'
import { axisOf, barOf } from '../../../web/format/waterfall.ts'
import { START, stepOf } from '../support/story-of-a-pod.ts'

it('has a handful of round ticks whatever the length', () => {
  for (const length of [1, 40, 950, 1640, 12_000, 47_000, 600_000, 9_000_000]) {
    const { ticks } = axisOf(START, START + length)
    expect(ticks.length, `${length} ms: ${ticks.join(' ')}`).toBeGreaterThanOrEqual(2)
    expect(ticks.length).toBeLessThanOrEqual(6)
    expect(ticks[0]).toBe(0)
  }
})

it('draws the wait for a cause, the range of what is not exact, and never outside the axis', () => {
  const axis = axisOf(START, START + 1000)
  const cause = stepOf('a', 'client.asked', 'p', 100)
  const step = stepOf('b', 'loop.made', 'p', 0, { at: { from: START + 600, to: START + 900, seen: START + 900 } })
  const bar = barOf(step, cause, axis)
  expect(bar.range).toBe(true)
  expect(bar.wait!.left + bar.wait!.width).toBeCloseTo(bar.left)
  expect(bar.wait!.left).toBeCloseTo(100 / 1040)
  const late = barOf(stepOf('c', 'loop.made', 'p', 99_999), undefined, axis)
  expect([late.left, late.width, late.range, late.wait]).toEqual([1, 0, false, undefined])
})
