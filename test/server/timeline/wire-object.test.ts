import { describe, expect, it } from 'vitest'
import type { ContainerStatus, EndpointSlice, Node, Pod } from '../../../server/cluster/kinds.ts'
import { redrawn, toWireObject } from '../../../server/timeline/wire-object.ts'
import { quantity } from '../../../server/timeline/wire-object/quantity.ts'
import { createWorld } from '../../../server/world/create-world.ts'
import { ownedBy, start, toyCluster } from '../../support/toy-cluster.ts'

const cluster = toyCluster()
const container = (more: Partial<ContainerStatus> = {}): ContainerStatus => ({ name: 'app', image: 'web:1', ready: false, restartCount: 0, ...more })
const condition = (type: string, status: 'True' | 'False' | 'Unknown', reason?: string) => ({ type, status, ...(reason && { reason }) })
const node = (ready: 'True' | 'Unknown'): Node => ({
  kind: 'Node',
  apiVersion: 'v1',
  meta: { ...cluster.meta('node', 'n1', 0, { labels: { 'node-role.kubernetes.io/control-plane': '' } }), namespace: undefined as never },
  spec: { unschedulable: true, podCIDR: '10.244.0.0/24', taints: [{ key: 'k', effect: 'NoSchedule' }] },
  status: {
    allocatable: { cpu: '1900m', memory: '4Gi' },
    kubeletVersion: 'v1.36.3',
    containerRuntimeVersion: 'containerd://2.1',
    conditions: [condition('Ready', ready, 'NodeStatusUnknown')],
  },
})

describe('the look of a Pod', () => {
  const look = (more: Parameters<typeof cluster.pod>[2], ready: 'True' | 'Unknown' = 'True') => {
    const world = createWorld()
    world.apply(cluster.listed(0, node(ready)))
    const { look, reason } = toWireObject(cluster.pod('a', 0, more), world)!.pod!
    return [look, reason]
  }
  const bound = { nodeName: 'n1' }
  const running = { phase: 'Running', conditions: [condition('Ready', 'True')], containerStatuses: [container({ ready: true, running: {} })] }

  it.each<[string, Parameters<typeof cluster.pod>[2], (string | undefined)[], ('True' | 'Unknown')?]>([
    ['no node yet', {}, ['waiting', undefined]],
    ['nowhere to go', { status: { conditions: [condition('PodScheduled', 'False', 'Unschedulable')] } }, ['waiting', 'Unschedulable']],
    ['just bound', { spec: bound }, ['starting', undefined]],
    [
      'being created',
      { spec: bound, status: { containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] } },
      ['starting', 'ContainerCreating'],
    ],
    ['ready', { spec: bound, status: running }, ['ready', undefined]],
    [
      'running, probe fails',
      { spec: bound, status: { ...running, conditions: [condition('Ready', 'False', 'ContainersNotReady')] } },
      ['not-ready', 'ContainersNotReady'],
    ],
    [
      'crash loop',
      { spec: bound, status: { phase: 'Running', containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' }, restartCount: 3 })] } },
      ['failing', 'CrashLoopBackOff'],
    ],
    [
      'no image',
      { spec: bound, status: { containerStatuses: [container({ waiting: { reason: 'ImagePullBackOff' } })] } },
      ['failing', 'ImagePullBackOff'],
    ],
    [
      'init container in a loop',
      {
        spec: bound,
        status: {
          initContainerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } })],
          containerStatuses: [container({ waiting: { reason: 'PodInitializing' } })],
        },
      },
      ['failing', 'CrashLoopBackOff'],
    ],
    [
      'init container done',
      {
        spec: bound,
        status: {
          initContainerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } })],
          containerStatuses: [container({ waiting: { reason: 'PodInitializing' } })],
        },
      },
      ['starting', 'PodInitializing'],
    ],
    [
      'died just now',
      { spec: bound, status: { phase: 'Running', containerStatuses: [container({ terminated: { exitCode: 137, reason: 'OOMKilled' } })] } },
      ['failing', 'OOMKilled'],
    ],
    ['failed', { spec: bound, status: { phase: 'Failed', reason: 'Evicted' } }, ['failing', 'Evicted']],
    [
      'succeeded',
      { spec: bound, status: { phase: 'Succeeded', containerStatuses: [container({ terminated: { exitCode: 0 } })] } },
      ['succeeded', undefined],
    ],
    ['deletion asked for', { spec: bound, status: running, meta: { deletionTimestamp: start + 30_000 } }, ['terminating', undefined]],
    ['its node is silent', { spec: bound, status: running }, ['unknown', 'NodeStatusUnknown'], 'Unknown'],
    ['done before its node fell silent', { spec: bound, status: { phase: 'Succeeded' } }, ['succeeded', undefined], 'Unknown'],
  ])('%s', (_, more, expected, ready) => {
    expect(look(more, ready)).toEqual(expected)
  })
})

it('sums requests as the scheduler does: sidecars with the containers, or the largest init container', () => {
  const of = (name: string, cpu: string, restartPolicy?: string) => ({ name, image: 'i', requests: { cpu }, ...(restartPolicy && { restartPolicy }) })
  const cpu = (spec: Partial<Pod['spec']>) => toWireObject(cluster.pod('a', 0, { spec }), createWorld())!.pod!.cpu
  expect(cpu({ containers: [of('a', '250m'), of('b', '1')] })).toBe(1.25)
  expect(cpu({ containers: [of('a', '1')], initContainers: [of('i', '3')] })).toBe(3)
  expect(cpu({ containers: [of('a', '1')], initContainers: [of('s', '500m', 'Always'), of('i', '1')] })).toBe(1.5)
  expect(cpu({ containers: [of('a', '1')], initContainers: [of('i', '3'), of('s', '500m', 'Always')] })).toBe(3)
})

it.each([
  ['500m', 0.5],
  ['2', 2],
  ['1Gi', 2 ** 30],
  ['128Ki', 131_072],
  ['1.5G', 1.5e9],
  ['100n', 1e-7],
  ['1e3', 1000],
  ['12E', 12e18],
  ['-1', -1],
  [undefined, 0],
  ['', 0],
  ['abc', 0],
  ['1Xi', 0],
])('quantity %s', (text, value) => {
  expect(quantity(text)).toBeCloseTo(value, 12)
})

it('draws Nodes, workloads and Services; not other kinds', () => {
  const world = createWorld()
  expect(toWireObject(node('True'), world)).toMatchObject({
    node: {
      ready: 'True',
      schedulable: false,
      roles: ['control-plane'],
      cpu: 1.9,
      memory: 2 ** 32,
      podCIDR: '10.244.0.0/24',
      taints: [{ key: 'k' }],
    },
  })
  const set = cluster.workload('ReplicaSet', 's', 0, { meta: ownedBy(cluster.workload('Deployment', 'd', 0)), spec: { replicas: 0 }, status: {} })
  expect(toWireObject(set, world)).toMatchObject({ owner: 'deployment-d', workload: { desired: 0, ready: 0, available: 0 } })
  const daemon = cluster.workload('DaemonSet', 'd', 0, {
    status: { desiredNumberScheduled: 3, numberReady: 2, numberAvailable: 1, updatedNumberScheduled: 3 },
  })
  expect(toWireObject(daemon, world)?.workload).toEqual({ desired: 3, ready: 2, available: 1, updated: 3 })
  expect(toWireObject(cluster.event(set, 'X', 0), world)).toBeUndefined()
})

it('redraws a Service with its slices, counting an endpoint of two address families once, and the Pods of a Node that falls silent', () => {
  const world = createWorld()
  const service = cluster.service('web', 0, { app: 'web' })
  const slice = (name: string, addresses: string[]): EndpointSlice => ({
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    ports: [],
    meta: cluster.meta('endpointslice', name, 0, { labels: { 'kubernetes.io/service-name': 'web' } }),
    endpoints: [
      { addresses: [addresses[0]!], ready: true, target: { kind: 'Pod', name: 'a', uid: 'u1' } },
      { addresses: [addresses[1]!], ready: false, target: { kind: 'Pod', name: 'b', uid: 'u2' } },
    ],
  })
  const pod = cluster.pod('a', 0, { spec: { nodeName: 'n1' } })
  const last = cluster.added(0, slice('v6', ['fd::1', 'fd::2']))
  for (const delta of [cluster.listed(0, service), cluster.listed(0, pod), cluster.added(0, slice('v4', ['10.0.0.1', '10.0.0.2'])), last])
    world.apply(delta)
  expect(redrawn(last, world)).toMatchObject([
    { ref: { kind: 'Service' }, service: { type: 'ClusterIP', clusterIP: '10.96.0.9', ports: ['80/TCP'], ready: 1, endpoints: 2 } },
  ])
  const silent = cluster.updated(1, node('True'), node('Unknown'), 'status.conditions[type=Ready]')
  world.apply(silent)
  expect(redrawn(silent, world).map(({ ref, pod }) => [ref.kind, pod?.look])).toEqual([
    ['Node', undefined],
    ['Pod', 'unknown'],
  ])
})

it('tells since when deletion is asked for: the mark less the grace period', () => {
  const pod = cluster.pod('a', 0, { meta: { deletionTimestamp: start + 40_000, deletionGracePeriodSeconds: 30 } })
  expect(toWireObject(pod, createWorld())).toMatchObject({ deleting: start + 10_000, created: start, rv: pod.meta.resourceVersion })
})
