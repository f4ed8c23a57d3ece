import { expect, test } from 'vitest'
import { added, event, kcm, kcmStatus, object, ownedBy, written } from '../../../support/objects.ts'
import { caption, keys, only, recognise } from '../../../support/recognise.ts'

const SS = 'kube-controller-manager/statefulset'
const set = object('StatefulSet', 'db', { spec: { replicas: 2 } })
const pod = object('Pod', 'db-0', { meta: { ...ownedBy(set), managed: [kcm('spec')] } })

test.each(['create Pod db-0 in StatefulSet db successful', 'Create Pod db-0 in StatefulSet db successful'])('a Pod, and: %s', (note) => {
  const draft = only(recognise(added(pod), [set]), `${SS}.pod-created`)
  const told = only(recognise(added(event(set, 'SuccessfulCreate', note, 'statefulset-controller')), [set, pod]), `${SS}.pod-created`)
  expect(told.discriminator).toBe(draft.discriminator)
  expect(draft.seeks).toEqual({ owner: set.meta.uid, trigger: `children-of:${set.meta.uid}` })
})

test('deleted by it', () => {
  const told = recognise(added(event(set, 'SuccessfulDelete', 'delete Pod db-0 in StatefulSet db successful', 'statefulset-controller')), [set, pod])
  expect(only(told, 'client.deletion-requested').component).toBe(SS)
})

test('claims, revisions, status, refusals', () => {
  expect(keys(recognise(added(object('PersistentVolumeClaim', 'data-db-0', { meta: { managed: [kcm('spec')] } }))))).toEqual([`${SS}.claim-created`])
  expect(keys(recognise(added(object('ControllerRevision', 'db-abc', { meta: { ...ownedBy(set), managed: [kcm('data')] } }))))).toEqual([
    `${SS}.revision-created`,
  ])
  expect(recognise(written(set, { status: { readyReplicas: 1 } }, kcmStatus()), [set]).map((one) => caption(one))).toEqual([
    'StatefulSet controller counted 1 of 2 Pods of db ready',
  ])
  expect(
    keys(recognise(added(event(set, 'FailedCreate', 'create Pod db-0 in StatefulSet db failed error: quota', 'statefulset-controller')), [set])),
  ).toEqual([`${SS}.pod-refused`])
})
