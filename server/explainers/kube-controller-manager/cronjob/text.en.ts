import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'CronJob controller',
    tagline: 'starts Jobs by the clock',
    about:
      'A loop in kube-controller-manager. At each scheduled minute it creates a Job, with regard to concurrencyPolicy, and removes old Jobs beyond the history limits.',
    without: 'Scheduled Jobs do not start.',
  },
  steps: {
    'job-created': {
      caption: 'CronJob controller created Job {object}[[, due at {due}]]',
      act: 'created Job {object}',
      why: 'The schedule of {owner.kind} {owner} was due. The name of the Job ends in the scheduled minute, so the same run is never started twice.',
      check: 'kubectl get job {object.name} -n {object.namespace}',
      next: 'The Job controller creates its Pods',
    },
    'status-reported': {
      caption: 'CronJob controller noted {active:# active Job|# active Jobs} of {object}',
      act: 'noted {active:# active Job|# active Jobs} of {object}',
      why: 'The status names the Jobs that run now and the time of the last schedule, by which the next one is computed. It counts Jobs, not Pods.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { 'job-created': 'Run {object}' },
  rules: {
    'cronjob.job': 'In kube-controller-manager, only the CronJob controller writes Jobs that a CronJob owns',
    'cronjob.status': 'In kube-controller-manager, only the CronJob controller writes the status of a CronJob',
  },
} satisfies Texts<typeof steps>
