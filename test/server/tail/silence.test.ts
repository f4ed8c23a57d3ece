import { expect, test } from 'vitest'
import { watchSilence } from '../../../server/tail/silence.ts'
import type { Health, KindHealth } from '../../../server/wire/health.ts'

const kind = (name: string, state: KindHealth['state'], note?: string): KindHealth => ({
  kind: name,
  state,
  since: 0,
  objects: 0,
  relists: 0,
  gaps: 0,
  ...(note !== undefined && { note }),
})
const health = (...kinds: KindHealth[]): Health => ({ state: 'syncing', since: 0, kinds, faults: {} })

test('a kind whose first list fails is named once, with the reason; one that only takes its time is not', () => {
  const told: string[] = []
  const watch = watchSilence((line) => told.push(line))
  watch(health(kind('Pod', 'syncing'), kind('Service', 'syncing')))
  watch(health(kind('Pod', 'syncing'), kind('Service', 'syncing', 'etcdserver: request timed out')))
  watch(health(kind('Pod', 'live'), kind('Service', 'syncing', 'etcdserver: request timed out')))
  expect(told).toEqual(['Service is not listed yet, trying again: etcdserver: request timed out'])
  watch(health(kind('Pod', 'live'), kind('Service', 'forbidden', 'Not allowed to list and watch services.')))
  expect(told.slice(1)).toEqual(['Service is not watched (forbidden): Not allowed to list and watch services.'])
})
