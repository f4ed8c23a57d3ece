import { describe, expect, it } from 'vitest'
import type { WireObject } from '../../../server/wire/object.ts'
import { briefName, briefNode, cellName, placePods, podLabel } from '../../../web/format/pods.ts'
import { podObject } from '../support/story-of-a-pod.ts'

const owner = (uid: string, name: string, above?: string): WireObject => ({
  ref: { kind: 'Owner', apiVersion: 'v1', name, uid },
  rv: '1',
  ...(above && { owner: above }),
})
const node = (name: string, roles: string[] = []): WireObject => ({
  ref: { kind: 'Node', apiVersion: 'v1', name, uid: name },
  rv: '1',
  node: { ready: 'True', schedulable: true, roles, kubelet: '', runtime: '', cpu: 1, memory: 2048, taints: [] },
})
const table = (...objects: WireObject[]) => new Map(objects.map((object) => [object.ref.uid, object]))

describe('labels', () => {
  it('follow the owners: what it belongs to, and what tells it from its siblings', () => {
    const pod = { ...podObject('web-7c9-x2k'), owner: 'rs' }
    expect(podLabel(pod, table(owner('rs', 'web-7c9', 'd'), owner('d', 'web')))).toEqual({ name: 'web', suffix: 'x2k' })
  })

  it('leave the name of the node away where it is the end of a name', () => {
    const pod = podObject('etcd-kind-control-plane', 'ready', 'kind-control-plane')
    expect(podLabel(pod, table())).toEqual({ name: 'etcd', suffix: '' })
  })

  it.each([1, 2, 50, 1_000])('A28 end where %i owners own each other', (size) => {
    const ring = Array.from({ length: size }, (_, i) => owner(`r${i}`, `r-${i}`, `r${(i + 1) % size}`))
    expect(podLabel({ ...podObject('r-0-x2k'), owner: 'r0' }, table(...ring))).toEqual({ name: `r-${size - 1}`, suffix: 'x2k' })
  })

  it('are the whole name where nothing is known', () => expect(podLabel(podObject('big'), table())).toEqual({ name: 'big', suffix: '' }))

  it.each([
    ['kube-apiserver', 'apiserver'],
    ['kube-controller-manager', 'controller'],
    ['local-path-provisioner', 'local-path'],
    ['web', 'web'],
    ['averyveryverylongname', 'averyvery…'],
  ])('%s is %s in a cell', (name, cell) => expect(cellName(name)).toBe(cell))
})

describe('brief names', () => {
  it.each([
    ['web-6d884bc999-kdl5q', 'kdl5q'],
    ['web-6d884bc999', '6d884bc999'],
    ['metrics-server', 'metrics-server'],
    ['cutaway-worker2', 'cutaway-worker2'],
    ['web-0', 'web-0'],
  ])('%s is %s', (name, brief) => expect(briefName(name)).toBe(brief))

  it('leave the prefix of a node away', () => expect(briefNode('kind-control-plane')).toBe('control-plane'))
})

describe('places', () => {
  it('put nodes with a role first and Pods without a node apart, and sum what is requested', () => {
    const { nodes, waiting } = placePods(
      table(
        node('b'),
        node('a10'),
        node('a9'),
        node('z', ['control-plane']),
        podObject('x', 'ready', 'b'),
        podObject('y', 'ready', 'b'),
        podObject('w', 'waiting'),
      ),
    )
    expect(nodes.map((load) => load.name)).toEqual(['z', 'a9', 'a10', 'b'])
    expect(nodes.at(-1)).toMatchObject({ cpu: 0.2, memory: 1 })
    expect(waiting.map((pod) => pod.ref.name)).toEqual(['w'])
  })

  it('draw a node that only Pods name as a name, with nothing made up about it', () => {
    const { nodes } = placePods(table(node('b'), podObject('x', 'ready', 'n10'), podObject('y', 'ready', 'n9'), podObject('z', 'ready', 'b')))
    expect(nodes.map(({ name, node: known, cpu, pods }) => [name, known !== undefined, cpu !== undefined, pods.length])).toEqual([
      ['b', true, true, 1],
      ['n9', false, false, 1],
      ['n10', false, false, 1],
    ])
  })
})
