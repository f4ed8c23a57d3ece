import { expect, test } from 'vitest'
import { added, by, kcm, kcmStatus, object, written } from '../../support/objects.ts'
import { keys, only, recognise } from '../../support/recognise.ts'

test("what no loop claims is the process's, never a client's", () => {
  const node = object('Node', 'worker')
  expect(
    keys(recognise(written(node, { meta: { annotations: { 'node.alpha.kubernetes.io/ttl': '0' } } }, kcm('metadata.annotations')), [node])),
  ).toEqual(['kube-controller-manager.written'])
  expect(keys(recognise(added(object('StorageClass', 'fast', { meta: { managed: [kcm('provisioner')] } }))))).toEqual([
    'kube-controller-manager.written',
  ])
})

test('what a loop claims is told once', () => {
  const web = object('Deployment', 'web')
  expect(keys(recognise(written(web, { status: { replicas: 1 } }, kcmStatus()), [web]))).toEqual([
    'kube-controller-manager/deployment.status-reported',
  ])
})

test('a new leader', () => {
  const lease = object('Lease', 'kube-controller-manager', { spec: { holderIdentity: 'a_1' }, meta: { namespace: 'kube-system' } })
  const found = recognise(written(lease, { spec: { holderIdentity: 'b_2', leaseTransitions: 1 } }, by('kube-controller-manager', ['spec'])), [lease])
  expect(only(found, 'kube-controller-manager.leader-changed').discriminator).toBe('b_2/1')
  expect(recognise(written(lease, { spec: { renewTime: 5 } }, by('kube-controller-manager', ['spec'])), [lease])).toEqual([])
})
