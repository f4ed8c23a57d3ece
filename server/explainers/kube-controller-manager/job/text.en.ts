import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Job controller',
    tagline: 'runs Pods until enough succeeded',
    about:
      'A loop in kube-controller-manager. It creates Pods until the wanted number has ended successfully, replaces failed ones and counts each exactly once.',
    without: 'Jobs do not start, and finished Pods are not counted.',
  },
  steps: {
    'pod-created': {
      caption: 'Job controller created Pod {pod}',
      act: 'created Pod {pod} for {owner.kind} {owner}',
      why: 'The Job wants more finished Pods than it has. Failed ones are replaced with growing pauses, until backoffLimit is reached. A finalizer keeps each Pod until it is counted.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The scheduler chooses a node',
    },
    'pod-refused': {
      caption: 'Job controller could not create a Pod for {owner.kind} {owner}',
      act: 'could not create a Pod for {owner.kind} {owner}',
      why: 'The API server refused the Pod: {error}. Usual reasons are a quota, Pod security or a webhook. The controller tries again with growing pauses.',
      check: 'kubectl describe {owner.kind} {owner.name} -n {owner.namespace}',
      next: 'A person: remove what forbids the Pod',
    },
    'pod-counted': {
      caption: 'Job controller counted Pod {object} and let it go',
      act: 'counted Pod {object} and let it go',
      why: 'The Pod has ended and is counted in the Job. Its finalizer is removed only now, so no finished Pod is ever missed, even if somebody deletes it.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
    },
    'status-reported': {
      caption: 'Job controller counted {succeeded} succeeded, {failed} failed Pods of {object}',
      act: 'counted {succeeded} succeeded, {failed} failed Pods of {object}',
      why: '{active} active, {succeeded} succeeded, {failed} failed. The counts are kept in the status, so they survive the Pods.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    completed: {
      caption: 'Job {object} is complete',
      act: 'completed Job {object}',
      why: '{active} active, {succeeded} succeeded, {failed} failed. As many Pods as wanted have succeeded, so no more are made. The Pods stay for their logs until the Job is deleted.',
      check: 'kubectl describe job {object.name} -n {object.namespace}',
    },
    failed: {
      caption: 'Job {object} has failed',
      act: 'gave up Job {object}',
      why: '{active} active, {succeeded} succeeded, {failed} failed. The limit of failures or of time is reached. Pods that still run are ended; nothing is tried again.',
      check: 'kubectl describe job {object.name} -n {object.namespace}',
      next: 'A person: read the logs of its Pods',
    },
  },
  stories: { 'pod-refused': 'Pods of {owner} are refused' },
  rules: {
    'job.pod': 'In kube-controller-manager, only the Job controller writes Pods that a Job owns',
    'job.status': 'In kube-controller-manager, only the Job controller writes the status of a Job',
    'job.finalizer': 'The finalizer batch.kubernetes.io/job-tracking is removed by the Job controller once the Pod is counted',
  },
} satisfies Texts<typeof steps>
