import { describe, expect, it } from 'vitest'
import { isWhole, keyOf, seesRef, seesStep, type Sight, sourceSeen } from '../../../server/gateway/sight.ts'
import { resources } from '../../../server/cluster/resources.ts'

const shop: Sight = { namespaces: new Set(['shop']), cluster: false }
const shopAndNodes: Sight = { ...shop, cluster: true }
const everywhere: Sight = { namespaces: 'all', cluster: false }
const of = (kind: string, namespace?: string, name = 'x') => ({
  kind,
  apiVersion: 'v1',
  ...(namespace !== undefined && { namespace }),
  name,
  uid: 'u',
})

it('nothing is left out where every namespace and the Nodes are seen', () => {
  expect(isWhole({ namespaces: 'all', cluster: true })).toBe(true)
  expect(isWhole({ namespaces: 'all', cluster: false })).toBe(false)
  expect(isWhole(shopAndNodes)).toBe(false)
})

it('of the namespaces that are watched only those are named that are seen', () => {
  const source = { type: 'cluster', context: 'kind', since: 1 } as const
  const watched = { ...source, namespaces: ['bank', 'shop'] }
  expect(sourceSeen(watched, shop)).toEqual({ ...source, namespaces: ['shop'] })
  expect(sourceSeen(watched, everywhere)).toEqual(watched)
  expect(sourceSeen(source, shop)).toEqual(source)
})

describe('an object is seen', () => {
  it('in a namespace that is', () => {
    expect(seesRef(shop, of('Pod', 'shop'))).toBe(true)
    expect(seesRef(shop, of('Pod', 'bank'))).toBe(false)
    expect(seesRef(shopAndNodes, of('Pod', 'bank'))).toBe(false)
    expect(seesRef(everywhere, of('Pod', 'bank'))).toBe(true)
  })

  it.each(Object.values(resources).filter(({ scope }) => scope === 'cluster'))(
    '$kind: by the right to Nodes only, even named with a namespace',
    ({ kind }) => {
      const name = kind === 'Namespace' ? 'shop' : 'x'
      expect(seesRef(shop, of(kind, undefined, name))).toBe(false)
      expect(seesRef(everywhere, of(kind, undefined, name))).toBe(false)
      expect(seesRef(shop, of(kind, 'shop', name))).toBe(false)
      expect(seesRef(shopAndNodes, of(kind, undefined, name))).toBe(true)
    },
  )

  it('not, if it belongs to no namespace and its kind is not known', () => {
    expect(seesRef(shop, of('Gadget'))).toBe(false)
    expect(seesRef(shop, of('Pod'))).toBe(false)
    expect(seesRef(shop, of('Pod', ''))).toBe(false)
  })

  it('as a Namespace, if it is one of those that are', () => {
    expect(seesRef(shopAndNodes, of('Namespace', undefined, 'bank'))).toBe(false)
  })
})

describe('a step is seen', () => {
  const step = (namespaces: string[], subject = of('Pod', 'shop'), key = 'kubelet.ready') => ({ key, subject, namespaces })

  it('if all its namespaces are, and what it is about', () => {
    expect(seesStep(shop, step(['shop']))).toBe(true)
    expect(seesStep(shop, step(['bank', 'shop']))).toBe(false)
    expect(seesStep(shop, step([], of('Node')))).toBe(false)
    expect(seesStep(shopAndNodes, step([], of('Node')))).toBe(true)
    expect(seesStep({ namespaces: new Set(), cluster: false }, step(['shop']))).toBe(false)
  })

  it('of a Node with its heartbeat; nobody else sees heartbeats', () => {
    expect(seesStep(shopAndNodes, step(['kube-node-lease'], of('Node')))).toBe(true)
    expect(seesStep(shopAndNodes, step(['default'], of('Node')))).toBe(false)
    expect(seesStep(shopAndNodes, step(['kube-node-lease', 'shop']))).toBe(false)
    expect(seesStep(shop, step(['kube-node-lease'], of('Node')))).toBe(false)
  })

  it('of a gap in our own watching by everybody', () => {
    const watch = { kind: 'Pod', apiVersion: '', name: 'Pod', uid: 'watch:Pod' }
    expect(seesStep(shop, step([], watch, 'watch.gap'))).toBe(true)
    expect(seesStep(shop, step([], watch))).toBe(false)
    expect(seesStep(shop, step(['bank'], watch, 'watch.gap'))).toBe(false)
  })
})

it('sights are told apart by what they show', () => {
  const some = (namespaces: string[], cluster: boolean) => keyOf({ namespaces: new Set(namespaces), cluster })
  expect(some(['a', 'b'], true)).toBe(some(['b', 'a'], true))
  const different = [
    keyOf({ namespaces: 'all', cluster: true }),
    keyOf({ namespaces: 'all', cluster: false }),
    some(['all'], true),
    some(['true'], true),
    some(['a', 'b'], true),
    some(['a', 'b'], false),
    some(['a,b'], true),
    some([], true),
    some([], false),
  ]
  expect(new Set(different).size).toBe(different.length)
})
