import { expect, test } from 'vitest'
import { added, event, kcm, kcmStatus, object, ownedBy, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

const JB = 'kube-controller-manager/job'
const job = object('Job', 'once')
const tracked = { ...ownedBy(job), finalizers: ['batch.kubernetes.io/job-tracking'], managed: [kcm('spec', 'metadata')] }
const pod = object('Pod', 'once-x', { meta: tracked })

test('Pods made, refused and counted', () => {
  expect(keys(recognise(added(pod), [job]))).toEqual([`${JB}.pod-created`])
  expect(keys(recognise(added(event(job, 'FailedCreate', 'Error creating: forbidden', 'job-controller')), [job]))).toEqual([`${JB}.pod-refused`])
  expect(keys(recognise(written(pod, { meta: { finalizers: [] } }), [job, pod]))).toEqual([`${JB}.pod-counted`])
})

test.each([
  ['status-reported', []],
  ['completed', [{ type: 'Complete', status: 'True' }]],
  ['failed', [{ type: 'Failed', status: 'True' }]],
])('%s', (key, conditions) => {
  expect(keys(recognise(written(job, { status: { active: 1, conditions } }, kcmStatus()), [job]))).toEqual([`${JB}.${key}`])
})
