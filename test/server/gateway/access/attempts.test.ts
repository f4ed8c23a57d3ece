import { expect, it } from 'vitest'
import { createAttempts } from '../../../../server/gateway/access/attempts.ts'

it('ten within any minute', () => {
  let now = 0
  const attempts = createAttempts(() => now)
  for (let time = 0; time < 10; time++) {
    expect(attempts.wait()).toBe(0)
    attempts.failed()
    now += 5000
  }
  expect(attempts.wait()).toBe(10)
  now += 9999
  expect(attempts.wait()).toBe(1)
  now += 1
  expect(attempts.wait()).toBe(0)
  attempts.failed()
  expect(attempts.wait()).toBe(5)
})

it('what was already under way when it was enough prolongs it by no more than a minute', () => {
  let now = 0
  const attempts = createAttempts(() => now)
  for (let time = 0; time < 500; time++) attempts.failed()
  expect(attempts.wait()).toBe(60)
  now += 60_000
  expect(attempts.wait()).toBe(0)
})
