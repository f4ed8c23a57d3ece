import { expect, test } from 'vitest'
import { kcm, object, ownedBy, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

const set = object('ReplicaSet', 'web-7c9')
const collector = kcm('metadata.ownerReferences', 'metadata.finalizers')

test('references to an owner that was deleted as orphaning', () => {
  const pod = object('Pod', 'x', { meta: { ...ownedBy(set), managed: [collector] } })
  expect(keys(recognise(written(pod, { meta: { owners: [] } }), [pod]))).toEqual(['kube-controller-manager/garbage-collector.references-cleared'])
})

test('its own finalizers', () => {
  const leaving = object('ReplicaSet', 'y', { meta: { deletionTimestamp: 1, finalizers: ['foregroundDeletion', 'x/y'], managed: [collector] } })
  expect(keys(recognise(written(leaving, { meta: { finalizers: ['x/y'] } }), [leaving]))).toEqual([
    'kube-controller-manager/garbage-collector.references-cleared',
  ])
})

test("another finalizer is another's", () => {
  const leaving = object('ReplicaSet', 'y', { meta: { finalizers: ['x/y', 'x/z'], managed: [collector] } })
  expect(keys(recognise(written(leaving, { meta: { finalizers: ['x/z'] } }), [leaving]))).toEqual(['kube-controller-manager.written'])
})
