import { expect, test } from 'vitest'
import { added, by, object } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

test('the default account has no field owners; one that somebody makes has', () => {
  expect(keys(recognise(added(object('ServiceAccount', 'default')), [object('Namespace', 'shop')]))).toEqual([
    'kube-controller-manager/service-account.created',
  ])
  expect(keys(recognise(added(object('ServiceAccount', 'robot', { meta: { managed: [by('kubectl-create', ['metadata'])] } }))))).toEqual([
    'client.created',
  ])
})
