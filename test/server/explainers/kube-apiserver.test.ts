import { expect, test } from 'vitest'
import { added, by, deleted, object, written } from '../../support/objects.ts'
import { keys, only, recognise } from '../../support/recognise.ts'

const service = object('Service', 'web', {
  spec: { clusterIP: '10.96.0.7', ports: [{ port: 80, nodePort: 30080 }] },
  meta: { managed: [by('kubectl-create', ['spec.ports'])] },
})
const address = object('IPAddress', '10.96.0.7', {
  spec: { parent: { resource: 'services', namespace: 'shop', name: 'web' } },
  meta: { managed: [by('kube-apiserver', ['spec'])] },
})

test('an address, whichever of the two objects is seen first', () => {
  const first = only(recognise(added(service), [address]), 'kube-apiserver.address-allocated')
  const second = only(recognise(added(address), [service]), 'kube-apiserver.address-allocated')
  expect([second.subject.uid, second.discriminator, second.passage]).toEqual([
    first.subject.uid,
    first.discriminator,
    { ...first.passage, resourceVersion: address.meta.resourceVersion },
  ])
  expect(first.passage).toMatchObject({ key: '/registry/ipaddresses/10.96.0.7', resourceVersion: address.meta.resourceVersion })
  expect(recognise(added(address))).toEqual([])
})

test('an address that was asked for was not chosen', () => {
  const fixed = object('Service', 'fixed', { spec: { clusterIP: '10.96.0.9' }, meta: { managed: [by('kubectl-create', ['spec.clusterIP'])] } })
  expect(keys(recognise(added(fixed)))).toEqual(['client.created'])
})

test('released, kept, made, charged, granted', () => {
  expect(keys(recognise(deleted(address), [address]))).toEqual(['kube-apiserver.address-released'])
  const own = by('kube-apiserver', ['endpoints', 'subsets', 'data', 'status'])
  expect(keys(recognise(added(object('Endpoints', 'kubernetes', { meta: { managed: [own] } }))))).toEqual(['kube-apiserver.endpoints-kept'])
  expect(keys(recognise(added(object('Namespace', 'kube-public', { meta: { managed: [own] } }))))).toEqual(['kube-apiserver.object-made'])
  const quota = object('ResourceQuota', 'team')
  expect(keys(recognise(written(quota, { status: { used: { pods: '3' } } }, own), [quota]))).toEqual(['kube-apiserver.quota-charged'])
  const pod = object('Pod', 'web-1')
  expect(
    keys(recognise(written(pod, { status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }] } }), [pod])),
  ).toEqual(['kube-apiserver.eviction-granted'])
})
