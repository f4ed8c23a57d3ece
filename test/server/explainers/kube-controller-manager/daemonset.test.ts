import { expect, test } from 'vitest'
import { added, event, kcm, kcmStatus, object, ownedBy, written } from '../../../support/objects.ts'
import { caption, keys, recognise } from '../../../support/recognise.ts'

const DS = 'kube-controller-manager/daemonset'
const set = object('DaemonSet', 'logs')

test('Pods, revisions, status, refusals', () => {
  expect(keys(recognise(added(object('Pod', 'logs-x', { meta: { ...ownedBy(set), managed: [kcm('spec')] } })), [set]))).toEqual([`${DS}.pod-created`])
  expect(keys(recognise(added(object('ControllerRevision', 'logs-abc', { meta: { ...ownedBy(set), managed: [kcm('data')] } }))))).toEqual([
    `${DS}.revision-created`,
  ])
  expect(recognise(written(set, { status: { desiredNumberScheduled: 3, numberReady: 2 } }, kcmStatus()), [set]).map((one) => caption(one))).toEqual([
    'DaemonSet controller counted 2 of 3 Pods of logs ready',
  ])
  expect(keys(recognise(added(event(set, 'FailedCreate', 'Error creating: forbidden', 'daemonset-controller')), [set]))).toEqual([
    `${DS}.pod-refused`,
  ])
})
