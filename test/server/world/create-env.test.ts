import { expect, it } from 'vitest'
import type { Node } from '../../../server/cluster/kinds.ts'
import { createEnv } from '../../../server/world/create-env.ts'
import { toyCluster } from '../../support/toy-cluster.ts'

it.each([
  ['v1.36.3', 36],
  ['v1.31.0-gke.100', 31],
  ['1.29.14+k3s1', 29],
  ['', 0],
])('minor of %s', (version, minor) => {
  expect(createEnv({ version, uid: 'c' }).minor).toBe(minor)
})

it('follows the kubelets', () => {
  const cluster = toyCluster()
  const env = createEnv({ version: 'v1.36.3', uid: 'c' })
  const node: Node = { kind: 'Node', apiVersion: 'v1', meta: cluster.meta('node', 'n1', 0), spec: {}, status: { kubeletVersion: 'v1.35.1' } }
  env.apply(cluster.listed(0, node))
  expect([...env.kubelets]).toEqual([['n1', 'v1.35.1']])
  env.apply(cluster.deleted(1, node))
  expect(env.kubelets.size).toBe(0)
})
