import { expect, it } from 'vitest'
import { readLine } from '../../../server/cluster/ingest.ts'
import type { Kind } from '../../../server/cluster/kinds.ts'
import { readLives } from './lives.ts'
import { population } from './population.ts'
import { State } from './state.ts'
import { traffic } from './traffic.ts'

const lives = readLives()
const now = Date.parse('2026-01-02T03:04:05Z')

it('a population is of the size asked for, and no two objects are the same', () => {
  const state = new State()
  for (const change of population(lives, { nodes: 30, pods: 200, now })) state.apply(change)
  expect(state.of('Node').size).toBe(30)
  const pods = [...state.of('Pod').values()]
    .map((text) => readLine('Pod', `{"type":"ADDED","object":${text}}`))
    .flatMap((read) => ('object' in read ? read.object : []))
  expect(pods.filter(({ meta }) => meta.namespace?.startsWith('team-'))).toHaveLength(200)
  expect(new Set(pods.map(({ meta }) => meta.uid)).size).toBe(pods.length)
  expect(new Set(pods.map(({ meta }) => `${meta.namespace}/${meta.name}`)).size).toBe(pods.length)
  expect(new Set(pods.map(({ status }) => status.podIP)).size).toBeGreaterThanOrEqual(200)
  expect(pods.every(({ meta, spec }) => meta.creationTimestamp < now && spec.nodeName !== undefined)).toBe(true)
})

it.each([5, 500])('traffic of %i changes/s is that fast, in order, and every line is one that the product reads', (rate) => {
  const state = new State()
  const known = new Map<string, Kind>()
  let last = 0
  let count = 0
  // Until then lives begin and none ends.
  const even = now + Math.max(lives.duration, (lives.moments.length / rate) * 1000)
  for (const { at, change } of traffic(lives, { rate, nodes: 30, begin: now, first: 1 })) {
    expect(at).toBeGreaterThanOrEqual(last)
    const read = readLine(change.kind, state.apply(change))
    if (!('object' in read)) throw new Error('no change')
    expect(known.has(read.object.meta.uid), `${read.type} ${read.object.meta.name}`).toBe(read.type !== 'ADDED')
    if (read.type === 'DELETED') known.delete(read.object.meta.uid)
    else known.set(read.object.meta.uid, change.kind)
    last = at
    if (at >= even) count++
    if (at > even + 2 * (even - now)) break
  }
  const perSecond = count / ((last - even) / 1000)
  expect(perSecond).toBeGreaterThan(rate * 0.9)
  expect(perSecond).toBeLessThan(rate * 1.1)
})
