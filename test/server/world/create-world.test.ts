import { describe, expect, it } from 'vitest'
import type { EndpointSlice, KubeObject, Pod } from '../../../server/cluster/kinds.ts'
import { createWorld } from '../../../server/world/create-world.ts'
import { ownedBy, toyCluster } from '../../support/toy-cluster.ts'

const names = (objects: Iterable<KubeObject>) => [...objects].map(({ meta: { name } }) => name).sort()

describe('world', () => {
  const cluster = toyCluster()
  const { added, updated, deleted } = cluster
  const web = { app: 'web', tier: 'front' }

  it('finds by uid and by name, and a successor of the same name', () => {
    const world = createWorld()
    const first = cluster.pod('a', 0)
    const second = cluster.pod('a', 1, { meta: { uid: 'again' } })
    world.apply(added(0, first))
    expect(world.get('Pod', 'pod-a')).toBe(first)
    expect(world.find('Pod', 'shop', 'a')).toBe(first)
    expect(world.find('Pod', 'other', 'a')).toBeUndefined()
    // The old one's end may be seen after its successor's beginning, when a list comes between.
    world.apply(added(2, second))
    world.apply(deleted(3, first))
    expect(world.find('Pod', 'shop', 'a')).toBe(second)
    expect(world.count('Pod')).toBe(1)
  })

  it('follows controller owners, nodes and addresses as they change', () => {
    const world = createWorld()
    const set = cluster.workload('ReplicaSet', 'set', 0)
    const pod = cluster.pod('a', 0, { meta: ownedBy(set) })
    const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
    const running = cluster.write(bound, { status: { podIP: '10.0.0.1', phase: 'Running' } })
    const finished = cluster.write(running, { status: { phase: 'Succeeded' } })
    world.apply(added(0, pod))
    expect(names(world.owned('Pod', set.meta.uid))).toEqual(['a'])
    expect(names(world.owned('ReplicaSet', set.meta.uid))).toEqual([])
    expect(names(world.podsOn('n1'))).toEqual([])
    world.apply(updated(1, pod, bound))
    expect(names(world.podsOn('n1'))).toEqual(['a'])
    world.apply(updated(2, bound, running))
    expect(world.podByIP('10.0.0.1')).toBe(running)
    world.apply(updated(3, running, finished))
    expect(world.podByIP('10.0.0.1')).toBeUndefined()
    world.apply(deleted(4, finished))
    expect(names(world.podsOn('n1'))).toEqual([])
    expect(names(world.owned('Pod', set.meta.uid))).toEqual([])
    // Whoever still has the address on a list may ask whose it was, until another Pod gets it.
    expect(world.podByIP('10.0.0.1')).toBe(finished)
    const next = cluster.pod('b', 5, { status: { podIP: '10.0.0.1' } })
    world.apply(added(5, next))
    expect(world.podByIP('10.0.0.1')).toBe(next)
    world.apply(cluster.tick(700_000))
    world.apply(deleted(700_001, next))
    world.apply(cluster.tick(1_400_000))
    expect(world.podByIP('10.0.0.1')).toBeUndefined()
  })

  it('does not give a node’s address to a Pod on its network', () => {
    const world = createWorld()
    world.apply(added(0, cluster.pod('a', 0, { spec: { hostNetwork: true }, status: { podIP: '172.18.0.2' } })))
    expect(world.podByIP('172.18.0.2')).toBeUndefined()
  })

  it('joins Services and Pods by selector, within a namespace, as labels change', () => {
    const world = createWorld()
    const service = cluster.service('web', 0, web)
    const by = [service, cluster.service('all', 0, { app: 'web' }), cluster.service('none', 0), cluster.service('empty', 0, {})]
    for (const one of by) world.apply(added(0, one))
    const pod = cluster.pod('a', 0, { meta: { labels: { ...web, more: 'x' } } })
    const elsewhere = cluster.pod('b', 0, { meta: { labels: web, namespace: 'other' } })
    for (const one of [pod, elsewhere]) world.apply(added(0, one))
    expect(names(world.servicesFor(pod))).toEqual(['all', 'web'])
    expect(names(world.podsFor(service))).toEqual(['a'])
    expect(names(world.podsFor(by[3]!))).toEqual([])
    expect(names(world.podsLabelled('shop', 'more=x'))).toEqual(['a'])
    const other: Pod = cluster.write(pod, { meta: { labels: { app: 'web' } } })
    world.apply(updated(1, pod, other))
    expect(names(world.servicesFor(other))).toEqual(['all'])
    expect(names(world.podsFor(service))).toEqual([])
    const moved = cluster.write(service, { spec: { selector: { app: 'web' } } })
    world.apply(updated(2, service, moved))
    expect(names(world.servicesFor(other))).toEqual(['all', 'web'])
  })

  it('finds the slices of a Service by their label', () => {
    const world = createWorld()
    const service = cluster.service('web', 0, web)
    const slice: EndpointSlice = {
      kind: 'EndpointSlice',
      apiVersion: 'discovery.k8s.io/v1',
      endpoints: [],
      ports: [],
      meta: cluster.meta('endpointslice', 'web-x', 0, { labels: { 'kubernetes.io/service-name': 'web' } }),
    }
    world.apply(added(0, slice))
    expect(names(world.slicesOf(service))).toEqual(['web-x'])
    world.apply(deleted(1, slice))
    expect(names(world.slicesOf(service))).toEqual([])
  })

  it('joins Events by uid, and by name where they give none or a name for it; not those about a predecessor', () => {
    const world = createWorld()
    const pod = cluster.pod('a', 5_000)
    const about = { kind: 'Pod', namespace: 'shop', name: 'a' }
    const events = [
      cluster.event(pod, 'Late', 9_000),
      cluster.event(pod, 'Early', 6_000),
      cluster.event(pod, 'NoUid', 7_000, { about }),
      cluster.event(pod, 'NameAsUid', 8_000, { about: { ...about, uid: 'a' } }),
      cluster.event(pod, 'Predecessor', 1_000, { about }),
      cluster.event(pod, 'Namesake', 7_500, { about: { ...about, uid: 'other' } }),
    ]
    for (const event of events) world.apply(added(0, event))
    expect([...world.events(pod)].map(({ reason }) => reason)).toEqual(['Early', 'NoUid', 'NameAsUid', 'Late'])
    world.apply(deleted(1, events[0]!))
    expect([...world.events(pod)].map(({ reason }) => reason)).toEqual(['Early', 'NoUid', 'NameAsUid'])
  })

  it('keeps at most 32 Events per object in the index', () => {
    const world = createWorld()
    const pod = cluster.pod('a', 0)
    for (let at = 0; at < 100; at++) world.apply(added(at, cluster.event(pod, `R${at}`, at)))
    expect([...world.events(pod)].map(({ reason }) => reason)).toEqual(Array.from({ length: 32 }, (_, at) => `R${at + 68}`))
    expect(world.count('Event')).toBe(100)
  })

  it('remembers what departed for 10 minutes of deltas, not Events and Leases', () => {
    const world = createWorld()
    const pod = cluster.pod('a', 0)
    const event = cluster.event(pod, 'X', 0)
    for (const one of [pod, event]) world.apply(added(0, one))
    world.apply(deleted(1_000, pod))
    world.apply(deleted(1_000, event))
    expect(world.departed('pod-a')).toBe(pod)
    expect(world.departedNamed('Pod', 'shop', 'a')).toBe(pod)
    expect(world.departed(event.meta.uid)).toBeUndefined()
    world.apply(cluster.tick(600_000))
    expect(world.departed('pod-a')).toBe(pod)
    world.apply(cluster.tick(601_001))
    expect(world.departed('pod-a')).toBeUndefined()
    expect(world.departedNamed('Pod', 'shop', 'a')).toBeUndefined()
  })

  it('takes a delta twice as once', () => {
    const world = createWorld()
    const pod = cluster.pod('a', 0, { meta: { labels: web }, spec: { nodeName: 'n1' } })
    for (const delta of [added(0, pod), added(0, pod), deleted(1, pod), deleted(1, pod)]) world.apply(delta)
    expect([world.count('Pod'), names(world.podsOn('n1')), names(world.podsLabelled('shop', 'app=web'))]).toEqual([0, [], []])
  })
})
