import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeNames } from '../../cluster/cluster.ts'
import { crashComponent, startComponent } from '../../cluster/levers/component.ts'
import { clusterName } from '../../faults/server.ts'
import { openWatchers, type Watchers } from '../away.ts'

const MINUTES = 5
const [controlPlane] = nodeNames(clusterName)
let watchers: Watchers

beforeAll(async () => {
  watchers = await openWatchers()
})
afterAll(() => watchers?.close())

test(`an API server that is away for ${MINUTES} minutes is missed at once, and nothing is called forbidden or absent meanwhile`, async () => {
  const { page } = watchers
  const before = page.health.length
  const from = Date.now()
  await crashComponent('kube-apiserver', controlPlane)
  await expect.poll(() => page.now().state, { timeout: 3_000, interval: 50 }).toBe('stale')
  await expect.poll(() => page.now().kinds.map(({ state }) => state), { timeout: 10_000 }).toEqual(Array(25).fill('reconnecting'))
  await sleep(from + MINUTES * 60_000 - Date.now())
  expect(page.now().since).toBeLessThan(from + 3_000)
  const states = page.health.slice(before).flatMap(({ health }) => health.kinds.map(({ state }) => state))
  expect(states.filter((state) => state === 'forbidden' || state === 'absent')).toEqual([])
  expect(page.now().state).toBe('stale')
})

test('afterwards all is as before, with a gap per kind', async () => {
  await startComponent('kube-apiserver', controlPlane)
  await watchers.wellAgain('outlived')
})
