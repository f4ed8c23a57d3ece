import { describe, expect, it } from 'vitest'
import type { Lease, Node } from '../../../server/cluster/kinds.ts'
import { createPulses } from '../../../server/timeline/pulse.ts'
import type { Card } from '../../../server/wire/component.ts'
import { createWorld } from '../../../server/world/create-world.ts'
import { start, toyCluster } from '../../support/toy-cluster.ts'
import { toyExplainers } from '../../support/toy-explainers.ts'

function setting(...liveness: Card['liveness'][]) {
  const cluster = toyCluster()
  const world = createWorld()
  const cards = liveness.map((one, at): Card => ({ ...toyExplainers[0]!.card, id: `c${at}`, liveness: one }))
  const pulses = createPulses(cards, world)
  const lease = (namespace: string, name: string, renewed: number): Lease => ({
    kind: 'Lease',
    apiVersion: 'coordination.k8s.io/v1',
    meta: cluster.meta('lease', name, 0, { namespace }),
    spec: { holderIdentity: `${name}_x`, renewTime: start + renewed },
  })
  const node = (name: string): Node => ({
    kind: 'Node',
    apiVersion: 'v1',
    meta: { ...cluster.meta('node', name, 0), namespace: undefined as never },
    spec: {},
    status: { containerRuntimeVersion: 'containerd://2.1' },
  })
  const see = (...objects: Parameters<typeof cluster.listed>[1][]) => objects.forEach((object) => world.apply(cluster.listed(0, object)))
  return { cluster, world, pulses, lease, node, see, tick: (at: number) => pulses.offer(cluster.tick(at)) }
}

describe('a leader', () => {
  it('is live while it renews, quiet since its last renewal after 15 s, and told only on change', () => {
    const { tick, lease, see, pulses } = setting({ by: 'lease', namespace: 'kube-system', name: 'kube-scheduler' }, { by: 'with', component: 'c0' })
    see(lease('kube-system', 'kube-scheduler', 0))
    const live = { component: 'c0', state: 'live', since: start + 1_000, why: 'pulse.lease', detail: 'kube-scheduler_x' }
    expect(tick(1_000)).toEqual([live, { ...live, component: 'c1', why: 'pulse.with' }])
    see(lease('kube-node-lease', 'n1', 15_000))
    expect(tick(15_000)).toEqual([])
    see(lease('kube-node-lease', 'n1', 15_001))
    const quiet = { ...live, state: 'quiet', since: start }
    expect(tick(16_000)).toMatchObject([quiet, { component: 'c1', state: 'quiet' }])
    see(lease('kube-system', 'kube-scheduler', 16_000))
    expect(tick(17_000)).toMatchObject([{ ...live, since: start + 17_000 }, { state: 'live' }])
    expect(pulses.all()).toHaveLength(2)
  })

  it('is not blamed while nobody can renew', () => {
    const { tick, lease, see } = setting({ by: 'lease', namespace: 'kube-system', name: 'kube-scheduler' })
    see(lease('kube-system', 'kube-scheduler', 0), lease('kube-node-lease', 'n1', 9_000))
    expect(tick(1_000)).toMatchObject([{ state: 'live' }])
    expect(tick(300_000)).toEqual([])
  })

  it('is judged once the lists are in', () => {
    const { tick, cluster, pulses, lease, see } = setting({ by: 'lease', namespace: 'kube-system', name: 'kube-scheduler' })
    see(lease('kube-system', 'other', 0))
    pulses.offer(cluster.listed(0, cluster.pod('a', 0)))
    expect(tick(1_000)).toEqual([])
    expect(tick(2_000)).toMatchObject([{ state: 'absent' }])
  })

  it('that never came is an empty seat, unless Leases are not watched', () => {
    const { tick, lease, see } = setting({ by: 'lease', namespace: 'kube-system', name: 'cloud-controller-manager' })
    expect(tick(0)).toMatchObject([{ state: 'unknown', why: 'pulse.unseen' }])
    see(lease('kube-system', 'other', 0))
    expect(tick(1)).toMatchObject([{ state: 'absent', why: 'pulse.absent' }])
  })

  it('in a namespace that is out of sight is no empty seat, whatever is seen elsewhere', () => {
    const places: Card['liveness'][] = [
      { by: 'lease', namespace: 'kube-system', name: 'kube-scheduler' },
      { by: 'mirror-pod', component: 'etcd' },
      { by: 'daemonset', namespace: 'kube-system', label: 'k8s-app=kube-proxy' },
      { by: 'deployment', namespace: 'kube-system', label: 'k8s-app=kube-dns' },
    ]
    const { tick, lease, see, cluster } = setting(...places)
    see(lease('shop', 'other', 0), cluster.pod('a', 0))
    expect(tick(1)).toMatchObject(places.map(() => ({ state: 'unknown', why: 'pulse.unseen' })))
    see(lease('kube-system', 'other', 0))
    expect(tick(2).map(({ component, state }) => [component, state])).toEqual(['c0', 'c1', 'c2'].map((component) => [component, 'absent']))
  })

  it('judges silence on ticks alone', () => {
    const { pulses, cluster } = setting({ by: 'none' })
    expect(pulses.offer(cluster.added(99_000, cluster.pod('a', 0)))).toEqual([])
    expect(pulses.offer(cluster.tick(99_000))).toMatchObject([{ state: 'unknown', why: 'pulse.none' }])
  })
})

it('kubelets are one per Node, quiet after 40 s, and the runtime is as its kubelet; a Node that goes takes them along', () => {
  const { tick, lease, node, see, world, cluster } = setting({ by: 'node-lease' }, { by: 'runtime-version' })
  see(node('n1'), node('n2'), lease('kube-node-lease', 'n1', 0), lease('kube-node-lease', 'n2', 40_001))
  expect(tick(40_001).map(({ component, node, state, detail }) => [component, node, state, detail])).toEqual([
    ['c0', 'n1', 'quiet', 'n1_x'],
    ['c0', 'n2', 'live', 'n2_x'],
    ['c1', 'n1', 'quiet', 'containerd://2.1'],
    ['c1', 'n2', 'live', 'containerd://2.1'],
  ])
  world.apply(cluster.deleted(41_000, node('n2')))
  expect(tick(42_000)).toMatchObject([
    { component: 'c0', node: 'n2', state: 'absent' },
    { component: 'c1', node: 'n2', state: 'absent' },
  ])
  expect(tick(43_000)).toEqual([])
})

it('mirror Pods, DaemonSet Pods and Deployments show by being ready', () => {
  const { tick, see, cluster } = setting(
    { by: 'mirror-pod', component: 'etcd' },
    { by: 'daemonset', namespace: 'kube-system', label: 'k8s-app=kube-proxy' },
    { by: 'deployment', namespace: 'kube-system', label: 'k8s-app=kube-dns' },
  )
  const pod = (name: string, node: string, ready: boolean, labels: Record<string, string>, mirror = false) =>
    cluster.pod(name, 0, {
      meta: { namespace: 'kube-system', labels, ...(mirror && { annotations: { 'kubernetes.io/config.mirror': undefined } }) },
      spec: { nodeName: node },
      status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: start }] },
    })
  see(
    pod('etcd-cp', 'cp', true, { component: 'etcd' }, true),
    pod('etcd-fake', 'n1', true, { component: 'etcd' }),
    pod('kube-proxy-1', 'n1', false, { 'k8s-app': 'kube-proxy' }),
    pod('kube-proxy-2', 'n2', false, { 'k8s-app': 'kube-proxy' }),
    pod('kube-proxy-3', 'n2', true, { 'k8s-app': 'kube-proxy' }),
    cluster.workload('Deployment', 'coredns', 0, {
      meta: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
      spec: { replicas: 2 },
      status: { readyReplicas: 1 },
    }),
  )
  const told = tick(1_000).map(({ component, node, state, detail }) => [component, node, state, detail])
  expect(told.sort()).toEqual([
    ['c0', 'cp', 'live', 'etcd-cp'],
    ['c1', 'n1', 'quiet', 'kube-proxy-1'],
    ['c1', 'n2', 'live', 'kube-proxy-3'],
    ['c2', undefined, 'live', '1/2'],
  ])
})
