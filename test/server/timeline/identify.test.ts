import { expect, it } from 'vitest'
import { identify } from '../../../server/timeline/identify.ts'

const pod = { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'web', uid: 'u1' }

it('is fixed for all time: recordings, links and other replicas hold such ids', () => {
  expect(identify('cluster', 'kube-scheduler.bound', pod, 'n1')).toBe(
    identify('cluster', 'kube-scheduler.bound', { ...pod, name: 'other', namespace: 'x' }, 'n1'),
  )
  expect(identify('cluster', 'kube-scheduler.bound', pod, 'n1')).toMatchInlineSnapshot(`"ed52c2dfb7926a4db1dcb58a"`)
})

it('differs with each of its parts, and does not run them together', () => {
  const ids = [
    identify('cluster', 'k', pod, ''),
    identify('cluster2', 'k', pod, ''),
    identify('cluster', 'k2', pod, ''),
    identify('cluster', 'k', { ...pod, uid: 'u2' }, ''),
    identify('cluster', 'k', pod, 'x'),
    identify('cluster', 'k', { ...pod, uid: '' }, ''),
    identify('cluster', 'k', { ...pod, uid: '', namespace: 'b' }, ''),
    identify('clust', 'er', pod, ''),
  ]
  expect(new Set(ids).size).toBe(ids.length)
})

it('has no two alike among many that hardly differ', () => {
  const ids = new Set<string>()
  for (let i = 0; i < 200_000; i++)
    ids.add(identify('c', 'k', { ...pod, uid: `00000000-0000-0000-0000-${i.toString(16).padStart(12, '0')}` }, String(i % 7)))
  expect(ids.size).toBe(200_000)
  // Each of the three lanes carries its share.
  for (const lane of [0, 8, 16]) expect(new Set([...ids].map((id) => id.slice(lane, lane + 8))).size).toBeGreaterThan(199_900)
})
