import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Disruption controller',
    tagline: 'counts how many Pods may be evicted',
    about:
      'A loop in kube-controller-manager. It keeps in each PodDisruptionBudget how many healthy Pods there are and how many more may go. The API server obeys that figure when an eviction is asked for.',
    without: 'Budgets grow old: drains are blocked or let too many Pods go.',
  },
  steps: {
    'status-reported': {
      caption: 'Disruption controller allows {allowed:# eviction|# evictions} under {object}',
      act: 'allows {allowed:# eviction|# evictions} under {object}',
      why: '{healthy} Pods are healthy and {wanted} are wanted, so the difference may be evicted. Only evictions ask; deletions and crashes do not.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  rules: {
    'disruption.status': 'In kube-controller-manager, only the disruption controller writes the status of a PodDisruptionBudget',
  },
} satisfies Texts<typeof steps>
