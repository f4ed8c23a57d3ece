import { expect, test } from 'vitest'
import { added, by, event, kcm, kcmStatus, object, ownedBy, written } from '../../../support/objects.ts'
import { caption, keys, only, recognise } from '../../../support/recognise.ts'

const RS = 'kube-controller-manager/replicaset'
const set = object('ReplicaSet', 'web-7c9', { spec: { replicas: 2 } })
const pod = object('Pod', 'web-7c9-x2k', { meta: { ...ownedBy(set), managed: [kcm('spec', 'metadata')] } })
const spoken = event(set, 'SuccessfulCreate', 'Created pod: web-7c9-x2k', 'replicaset-controller', {}, 'kube-controller-manager')

test('a Pod, its Event before or after', () => {
  const draft = only(recognise(added(pod), [set]), `${RS}.pod-created`)
  expect(draft.evidence.map(({ type }) => type)).toEqual(['field', 'rule'])
  expect(draft.passage?.verb).toBe('create')
  expect(only(recognise(added(pod), [set, spoken]), `${RS}.pod-created`).evidence.map(({ type }) => type)).toEqual(['field', 'rule', 'event'])
  const told = only(recognise(added(spoken), [set, pod]), `${RS}.pod-created`)
  expect([told.subject.uid, told.discriminator]).toEqual([draft.subject.uid, draft.discriminator])
  expect(recognise(added(spoken), [set])).toEqual([])
})

test('a replacement looks for the Pod that leaves', () => {
  const leaving = object('Pod', 'web-7c9-old', { meta: { ...ownedBy(set), deletionTimestamp: 1 } })
  expect(only(recognise(added(pod), [set, leaving]), `${RS}.pod-created`).seeks).toEqual({ owner: set.meta.uid, trigger: [leaving.meta.uid] })
})

test("a Pod that another made for the ReplicaSet is a client's", () => {
  const foreign = object('Pod', 'odd', { meta: { ...ownedBy(set), managed: [by('operator', ['spec'])] } })
  const found = recognise(added(foreign), [set])
  expect(found.map(({ key, draft }) => [key, draft.component])).toEqual([['client.created', 'client/operator']])
})

test('what the API server refuses', () => {
  const found = recognise(added(event(set, 'FailedCreate', 'Error creating: pods "web-" is forbidden: exceeded quota', 'replicaset-controller')), [
    set,
  ])
  expect(keys(found)).toEqual([`${RS}.pod-refused`])
  expect(only(found, `${RS}.pod-refused`).facts.error).toEqual({ type: 'text', value: 'pods "web-" is forbidden: exceeded quota' })
})

test('the status', () => {
  const found = recognise(written(set, { status: { replicas: 2, readyReplicas: 1, observedGeneration: 1 } }, kcmStatus()), [set])
  expect(found.map((one) => caption(one))).toEqual(['ReplicaSet controller counted 2 of 2 Pods, 1 ready, in web-7c9'])
})
