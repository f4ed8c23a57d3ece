import { expect, it } from 'vitest'
import { kindHealth, type Part } from '../../../../server/cluster/reflector/kind-health.ts'
import type { KindHealth } from '../../../../server/wire/health.ts'

const base: KindHealth = { kind: 'Pod', state: 'live', since: 100, objects: 7, relists: 0, gaps: 0 }
const part = (namespace: string, health: Partial<KindHealth> = {}): Part => ({ namespace, health: { ...base, ...health } })

it('a kind that is watched as a whole is as its one watch is', () => {
  const health = { ...base, note: 'x' }
  expect(kindHealth([{ health }])).toBe(health)
})

it('sums, and the newest line', () => {
  const parts = [part('a', { line: 5, relists: 1, gaps: 1, since: 100 }), part('b', { line: 9, relists: 2, since: 300 }), part('c', { since: 200 })]
  expect(kindHealth(parts)).toEqual({ kind: 'Pod', state: 'live', since: 300, line: 9, objects: 7, relists: 3, gaps: 1 })
})

it.each<[KindHealth['state'][], KindHealth['state']]>([
  [['live', 'absent'], 'absent'],
  [['live', 'forbidden', 'absent'], 'forbidden'],
  [['forbidden', 'syncing', 'live'], 'syncing'],
  [['syncing', 'reconnecting', 'forbidden'], 'reconnecting'],
])('%s is %s', (states, worst) => {
  expect(kindHealth(states.map((state, at) => part(`n${at}`, { state }))).state).toBe(worst)
})

it('some are lost since the first of them was, all since the last was', () => {
  const lost = (since: number) => ({ state: 'reconnecting' as const, since })
  expect(kindHealth([part('a', lost(50)), part('b', lost(70)), part('c')]).since).toBe(50)
  expect(kindHealth([part('a', lost(50)), part('b', lost(70))]).since).toBe(70)
})

it('names the namespaces that differ, the worst first, each note once', () => {
  const rule = { role: 'Role' as const, apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }
  const denied = { state: 'forbidden' as const, note: 'Not allowed.', rule }
  const health = kindHealth([part('a', { note: 'Not watched for a while.' }), part('b', denied), part('c'), part('d', denied)])
  expect(health).toMatchObject({
    state: 'forbidden',
    note: 'In b, d: Not allowed. In a: Not watched for a while.',
    rule: { ...rule, namespaces: ['b', 'd'] },
  })
  const many = kindHealth(Array.from({ length: 40 }, (_, at) => part(`n${at}`, denied)))
  expect(many.rule, 'it is missing everywhere').toEqual(rule)
  expect(many.note).toBe('In n0, n1, n2, n3, n4 and 35 more: Not allowed.')
})

it('a first list that only takes its time has no note, whatever is said of another namespace; one that failed has', () => {
  const forbidden = part('b', { state: 'forbidden', note: 'Not allowed.' })
  expect(kindHealth([part('a', { state: 'syncing' }), forbidden])).not.toHaveProperty('note')
  const failed = part('a', { state: 'syncing', note: 'Timed out.' })
  expect(kindHealth([forbidden, failed]).note).toBe('In a: Timed out. In b: Not allowed.')
})
