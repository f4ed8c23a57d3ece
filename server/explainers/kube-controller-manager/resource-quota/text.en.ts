import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'ResourceQuota controller',
    tagline: 'counts what a namespace uses',
    about:
      'A loop in kube-controller-manager. It keeps the used amounts of every ResourceQuota right. The limit itself is enforced by the API server, which refuses what would exceed it.',
    without: 'Quotas show old figures and free amounts are not given back.',
  },
  steps: {
    'usage-reported': {
      caption: 'ResourceQuota controller counted the usage of {object}',
      act: 'counted the usage of {object}',
      why: 'Used now: {used}. Creating counts at once in the API server; this controller corrects the figure when objects go.',
      check: 'kubectl describe resourcequota {object.name} -n {object.namespace}',
    },
  },
  rules: {
    'resource-quota.status': 'In kube-controller-manager, only the ResourceQuota controller writes the status of a ResourceQuota',
  },
} satisfies Texts<typeof steps>
