import { describe, expect, it } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import { ingest } from '../../../server/cluster/ingest.ts'
import { createStore } from '../../../server/cluster/store.ts'
import { rawPod, type PodShape } from '../../support/raw-pod.ts'

const pod = (shape: PodShape) => ingest('Pod', rawPod(shape))

function collect() {
  const deltas: Delta[] = []
  const store = createStore({ delta: (delta) => deltas.push(delta) })
  const told = () => deltas.splice(0).map(({ change, now, was, rv }) => `${change} ${(now ?? was)?.meta.name.slice(-5) ?? ''} ${rv}`.trim())
  return { store, deltas, told }
}

describe('store', () => {
  it('lists the first time, relists with a gap afterwards: changed, new and gone', () => {
    const { store, told, deltas } = collect()
    store.replace('Pod', [pod({ number: 1, rv: 5 }), pod({ number: 2, rv: 6 }), pod({ number: 3, rv: 7 })], 100)
    expect(told()).toEqual(['listed bbbb1 5', 'listed bbbb2 6', 'listed bbbb3 7'])
    store.heard('Pod', 150)
    store.replace('Pod', [pod({ number: 1, rv: 5 }), pod({ number: 2, rv: 9, ready: false }), pod({ number: 4, rv: 8 })], 200)
    expect(deltas[0]).toMatchObject({ change: 'gap', gap: { from: 150, to: 200 }, rv: '' })
    expect(deltas.at(-1)?.gap).toEqual({ from: 150, to: 200 })
    expect(deltas.find((one) => one.now?.meta.resourceVersion === '9')?.changed.has('status.conditions[type=Ready].status')).toBe(true)
    expect(told()).toEqual(['gap', 'relisted bbbb3 7', 'relisted bbbb2 9', 'relisted bbbb4 8'])
    expect(
      store
        .state('Pod')
        .map((one) => one.resourceVersion)
        .sort(),
    ).toEqual(['5', '8', '9'])
  })

  it('a list that finds nothing new is still a gap', () => {
    const { store, told } = collect()
    store.replace('Pod', [], 100)
    store.replace('Pod', [], 200)
    expect(told()).toEqual(['gap'])
  })

  it('tells added, updated and deleted, with was and now', () => {
    const { store, told, deltas } = collect()
    store.replace('Pod', [], 0)
    store.apply('Pod', 'ADDED', pod({ number: 1, rv: 10, ready: false }), 1)
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: 11 }), 2)
    expect(deltas[1]).toMatchObject({ was: { meta: { resourceVersion: '10' } }, now: { meta: { resourceVersion: '11' } }, seen: 2 })
    store.apply('Pod', 'DELETED', pod({ number: 1, rv: 12, phase: 'Failed' }), 3)
    expect(deltas[2]).toMatchObject({ was: { status: { phase: 'Failed' } }, rv: '12' })
    expect(deltas[2]?.now).toBeUndefined()
    expect(told()).toEqual(['added bbbb1 10', 'updated bbbb1 11', 'deleted bbbb1 12'])
  })

  it('ignores duplicates and older versions, compares versions as numbers of any length', () => {
    const { store, told } = collect()
    store.replace('Pod', [pod({ number: 1, rv: 999 })], 0)
    told()
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: 999, ready: false }), 1)
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: 1000, ready: false }), 2)
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: 998 }), 3)
    store.apply('Pod', 'DELETED', pod({ number: 1, rv: 1000 }), 4)
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: '99999999999999999998', restarts: 1 }), 5)
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: '99999999999999999997', restarts: 2 }), 6)
    expect(told()).toEqual(['updated bbbb1 1000', 'updated bbbb1 99999999999999999998'])
  })

  it('an object created again under its old name is another object', () => {
    const { store, told } = collect()
    store.replace('Pod', [pod({ number: 1, rv: 5, uid: 'old', name: 'db-0' })], 0)
    store.apply('Pod', 'DELETED', pod({ number: 1, rv: 6, uid: 'old', name: 'db-0' }), 1)
    store.apply('Pod', 'ADDED', pod({ number: 1, rv: 7, uid: 'new', name: 'db-0' }), 2)
    expect(told()).toEqual(['listed db-0 5', 'deleted db-0 6', 'added db-0 7'])
    expect(store.state('Pod')).toEqual([{ uid: 'new', resourceVersion: '7' }])
  })

  it('tells the deletion first when only the successor was delivered, on the watch and in a list', () => {
    const { store, deltas } = collect()
    store.replace('Pod', [pod({ number: 1, rv: 5, uid: 'old', name: 'db-0' })], 0)
    store.apply('Pod', 'ADDED', pod({ number: 1, rv: 7, uid: 'new', name: 'db-0' }), 2)
    store.replace('Pod', [pod({ number: 1, rv: 9, uid: 'newest', name: 'db-0' })], 3)
    expect(deltas.map((one) => [one.change, one.was?.meta.uid, one.now?.meta.uid])).toEqual([
      ['listed', undefined, 'old'],
      ['deleted', 'old', undefined],
      ['added', undefined, 'new'],
      ['gap', undefined, undefined],
      ['relisted', 'new', undefined],
      ['relisted', undefined, 'newest'],
    ])
  })

  it('replays recorded deltas into the same deltas and the same state', () => {
    const { store, deltas } = collect()
    store.replace('Pod', [pod({ number: 1, rv: 5 }), pod({ number: 2, rv: 6 })], 100)
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: 8, ready: false }), 110)
    store.apply('Pod', 'DELETED', pod({ number: 2, rv: 9 }), 120)
    store.heard('Pod', 130)
    store.replace('Pod', [pod({ number: 3, rv: 12 })], 200)
    const second = collect()
    for (const { kind, change, was, now, rv, seen, gap } of deltas)
      second.store.replay({ kind, change, object: now ?? was, gone: !now, rv, seen, gap })
    const flat = (all: Delta[]) => all.map(({ changed, ...rest }) => ({ ...rest, paths: changed.paths, owners: changed.owners }))
    expect(flat(second.deltas)).toEqual(flat(deltas))
    expect(second.store.state('Pod')).toEqual(store.state('Pod'))
  })

  it('what may not be seen any more is gone without a deletion; seen again it is listed, behind a gap', () => {
    const { store, told, deltas } = collect()
    store.replace('Pod', [pod({ number: 1, rv: 5 }), pod({ number: 2, rv: 6 })], 100)
    store.heard('Pod', 150)
    told()
    store.withdraw('Pod', 180)
    store.withdraw('Pod', 190)
    expect(told()).toEqual(['withdrawn bbbb1 5', 'withdrawn bbbb2 6'])
    expect(store.state('Pod')).toEqual([])
    store.listed('Pod', pod({ number: 1, rv: 5 }), 200)
    expect(store.heard('Pod', 200)).toEqual({ from: 150, to: 200 })
    expect(deltas.at(-1)).toMatchObject({ change: 'gap', gap: { from: 150, to: 200 } })
    expect(told()).toEqual(['listed bbbb1 5', 'gap'])
    expect(store.heard('Pod', 210)).toBeUndefined()
    store.apply('Pod', 'MODIFIED', pod({ number: 1, rv: 7, restarts: 1 }), 220)
    expect(told()).toEqual(['updated bbbb1 7'])
  })

  it('withdrawing what was never seen says nothing, then or later', () => {
    const { store, told } = collect()
    store.withdraw('Pod', 100)
    store.listed('Pod', pod({ number: 1, rv: 5 }), 200)
    store.heard('Pod', 200)
    expect(told()).toEqual(['listed bbbb1 5'])
  })

  it('namespaces that are watched one by one do not touch each other', () => {
    const { store, told, deltas } = collect()
    const inside = (namespace: string, shape: PodShape) => pod({ namespace, uid: `${namespace}-${shape.number}`, ...shape })
    store.replace('Pod', [inside('a', { number: 1, rv: 50 })], 100, 'a')
    store.replace('Pod', [inside('b', { number: 1, rv: 10 }), inside('b', { number: 2, rv: 11 })], 110, 'b')
    expect(told()).toEqual(['listed bbbb1 50', 'listed bbbb1 10', 'listed bbbb2 11'])
    // Streams run apart: what is older than another namespace's newest is no repetition.
    store.apply('Pod', 'MODIFIED', inside('b', { number: 1, rv: 12, restarts: 1 }), 120, 'b')
    store.replace('Pod', [], 130, 'a')
    expect(deltas.find(({ change }) => change === 'gap')?.gap).toEqual({ from: 100, to: 130 })
    expect(told()).toEqual(['updated bbbb1 12', 'gap', 'relisted bbbb1 50'])
    expect([store.count('Pod'), store.count('Pod', 'a'), store.count('Pod', 'b')]).toEqual([2, 0, 2])
    store.replace('Pod', [inside('a', { number: 3, rv: 60 })], 140, 'a')
    told()
    store.withdraw('Pod', 150, 'b')
    expect(told()).toEqual(['withdrawn bbbb1 12', 'withdrawn bbbb2 11'])
    expect(store.state('Pod')).toEqual([{ uid: 'a-3', resourceVersion: '60' }])
  })

  it('keeps once what objects of one owner have in common, and nothing else', () => {
    const { store } = collect()
    const [elder, younger] = [pod({ number: 1 }), pod({ number: 2, restarts: 3 })]
    const before = JSON.parse(JSON.stringify(younger)) as unknown
    store.listed('Pod', elder, 100)
    store.listed('Pod', younger, 100)
    expect(JSON.parse(JSON.stringify(younger))).toEqual(before)
    expect(younger.meta.labels).toBe(elder.meta.labels)
    expect(younger.status.conditions?.[0]).toBe(elder.status.conditions?.[0])
    expect(younger.status.containerStatuses?.[0]).not.toBe(elder.status.containerStatuses?.[0])
  })
})
