import { expect, test } from 'vitest'
import { added, by, kcm, object } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

test('kube-root-ca.crt, and no other ConfigMap', () => {
  expect(keys(recognise(added(object('ConfigMap', 'kube-root-ca.crt', { meta: { managed: [kcm('data')] } }))))).toEqual([
    'kube-controller-manager/root-ca-publisher.published',
  ])
  expect(keys(recognise(added(object('ConfigMap', 'settings', { meta: { managed: [by('kubectl-create', ['data'])] } }))))).toEqual(['client.created'])
})
