import { expect, test } from 'vitest'
import { added, by, event, kcm, kcmStatus, object, ownedBy, written } from '../../../support/objects.ts'
import { caption, keys, only, recognise } from '../../../support/recognise.ts'

const DC = 'kube-controller-manager/deployment'
const deployment = object('Deployment', 'web', { spec: { replicas: 3 } })
const set = (replicas: number, generation: number) =>
  object('ReplicaSet', 'web-7c9', { spec: { replicas }, meta: { generation, ...ownedBy(deployment), managed: [kcm('spec', 'metadata')] } })
const scaling = (note: string) => event(deployment, 'ScalingReplicaSet', note, 'deployment-controller', {}, 'kube-controller-manager')

test('the ReplicaSet it made, and its Event', () => {
  const found = recognise(added(set(3, 1)), [deployment])
  const draft = only(found, `${DC}.replicaset-created`)
  expect(keys(found)).toEqual([`${DC}.replicaset-created`])
  expect(caption(found[0]!)).toBe('Deployment controller created ReplicaSet web-7c9 for 3 Pods')
  expect(draft.seeks?.owner).toBe(deployment.meta.uid)
  const told = only(recognise(added(scaling('Scaled up replica set web-7c9 from 0 to 3')), [deployment, set(3, 1)]), `${DC}.replicaset-created`)
  expect([told.subject.uid, told.discriminator]).toEqual([draft.subject.uid, draft.discriminator])
})

test('a ReplicaSet that somebody else made is not its work', () => {
  const foreign = object('ReplicaSet', 'canary', { meta: { ...ownedBy(deployment), managed: [by('argo-rollouts', ['spec'])] } })
  expect(keys(recognise(added(foreign), [deployment]))).toEqual(['client.created'])
})

test('scaling: field and Event name the same generation, whichever number of Events went before', () => {
  const draft = only(
    recognise(written(set(3, 4), { spec: { replicas: 2 }, meta: { generation: 5 } }, kcm('spec.replicas')), [deployment]),
    `${DC}.replicaset-scaled`,
  )
  expect(draft.discriminator).toBe('5')
  const last = scaling('Scaled down replica set web-7c9 from 3 to 2')
  expect(only(recognise(added(last), [deployment, set(2, 5)]), `${DC}.replicaset-scaled`).discriminator).toBe('5')
  const next = { ...scaling('Scaled down replica set web-7c9 from 2 to 1'), last: last.last + 1_000 }
  expect(only(recognise(added(last), [deployment, set(1, 6), next]), `${DC}.replicaset-scaled`).discriminator).toBe('5')
})

test('an Event that is ahead of its ReplicaSet is asked again, not guessed', () => {
  expect(recognise(added(scaling('Scaled up replica set web-7c9 from 3 to 5')), [deployment, set(3, 1)])).toEqual([])
})

test.each([
  ['Scaled up replica set web-7c9 to 3 from 1', 2],
  ['Scaled up replica set web-7c9 to 3', 1],
])('older grammar: %s', (note, generation) => {
  expect(keys(recognise(added(scaling(note)), [deployment, set(3, generation)]))).toEqual([
    generation === 1 ? `${DC}.replicaset-created` : `${DC}.replicaset-scaled`,
  ])
})

test('a scaling by kubectl is not its work', () => {
  expect(
    keys(
      recognise(
        written(
          object('ReplicaSet', 'web-7c9', { spec: { replicas: 3 }, meta: ownedBy(deployment) }),
          { spec: { replicas: 2 } },
          by('kubectl', ['spec.replicas'], { subresource: 'scale' }),
        ),
        [deployment],
      ),
    ),
  ).toEqual(['client.scaled'])
})

test('notes on a ReplicaSet', () => {
  const change = written(set(3, 1), { meta: { annotations: { 'deployment.kubernetes.io/desired-replicas': '5' } } }, kcm('metadata.annotations'))
  expect(keys(recognise(change, [deployment]))).toEqual([`${DC}.replicaset-annotated`])
})

test('every status is one step, the complete one another', () => {
  const counted = written(deployment, { status: { replicas: 3, updatedReplicas: 3, availableReplicas: 2, observedGeneration: 1 } }, kcmStatus())
  const found = recognise(counted, [deployment])
  expect(found.map((one) => caption(one))).toEqual(['Deployment controller counted 2 of 3 Pods of Deployment web available'])
  const complete = written(counted.now!, { status: { replicas: 3, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 1 } }, kcmStatus())
  expect(keys(recognise(complete, [deployment]))).toEqual([`${DC}.rolled-out`])
  const stuck = written(
    counted.now!,
    { status: { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' }] } },
    kcmStatus(),
  )
  expect(keys(recognise(stuck, [deployment]))).toEqual([`${DC}.stalled`])
})
