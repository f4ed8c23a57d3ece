import { expect, test } from 'vitest'
import { added, by, kcm, object, written } from '../../../support/objects.ts'
import { caption, keys, only, recognise } from '../../../support/recognise.ts'

const ES = 'kube-controller-manager/endpointslice'
const service = object('Service', 'web')
const nodes = [object('Node', 'a'), object('Node', 'b')]
const managed = {
  labels: { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
  owners: [{ kind: 'Service', apiVersion: 'v1', name: 'web', uid: service.meta.uid, controller: true }],
}
const endpoint = (name: string, more: object = {}) => ({
  addresses: [`10.244.1.${name.length}`],
  ready: false,
  target: { kind: 'Pod', name, uid: `Pod-${name}` },
  ...more,
})
const slice = (...endpoints: object[]) =>
  object('EndpointSlice', 'web-ll2m7', { endpoints, meta: { ...managed, managed: [kcm('endpoints', 'metadata')] } })
const change = (was: object[], after: object[]) => recognise(written(slice(...was), { endpoints: after }), [service, ...nodes])

test('a new slice', () => {
  const found = recognise(added(slice()), [service, ...nodes])
  expect(keys(found)).toEqual([`${ES}.slice-created`])
  expect(only(found, `${ES}.slice-created`).implied?.['kube-proxy.rules-written']?.nodes).toEqual({ type: 'number', value: 2 })
})

test('listed before it is ready: nothing for kube-proxy to do', () => {
  const found = change([], [endpoint('x2k')])
  expect(found.map((one) => caption(one))).toEqual(['EndpointSlice controller listed 1 Pod for Service web'])
  expect(found[0]?.draft.implied).toBeUndefined()
  expect(found[0]?.draft.seeks).toEqual({ owner: service.meta.uid, selector: ['Pod-x2k'] })
})

test('ready, not ready, terminating, removed: each moves the rules', () => {
  const ready = endpoint('x2k', { ready: true })
  for (const [was, after, key] of [
    [[endpoint('x2k')], [ready], 'endpoint-ready'],
    [[ready], [endpoint('x2k')], 'endpoint-not-ready'],
    [[ready], [endpoint('x2k', { terminating: true })], 'endpoint-terminating'],
    [[ready], [], 'endpoint-removed'],
  ] as const) {
    const found = change([...was], [...after])
    expect(keys(found)).toEqual([`${ES}.${key}`])
    expect(found[0]?.draft.implied).toHaveProperty(['kube-proxy.rules-written'])
  }
})

test('one write may do several things; its rules are rewritten once', () => {
  const found = change([endpoint('x2k', { ready: true })], [endpoint('b4t', { ready: true })])
  expect(keys(found)).toEqual([`${ES}.endpoint-added`, `${ES}.endpoint-removed`])
  expect(new Set(found.map(({ draft }) => draft.discriminator)).size).toBe(1)
})

test('labels only', () => {
  expect(keys(recognise(written(slice(), { meta: { labels: { ...managed.labels, extra: 'x' } } }), [service]))).toEqual([`${ES}.slice-updated`])
})

test('slices of others', () => {
  const own = object('EndpointSlice', 'kubernetes', { meta: { managed: [by('kube-apiserver', ['endpoints'])] } })
  expect(keys(recognise(added(own)))).toEqual(['kube-apiserver.endpoints-kept'])
  const hand = object('EndpointSlice', 'hand', { meta: { managed: [by('kubectl-create', ['endpoints'])] } })
  expect(keys(recognise(added(hand)))).toEqual(['client.created'])
})
