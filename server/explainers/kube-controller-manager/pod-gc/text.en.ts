import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Pod garbage collector',
    tagline: 'removes Pods nobody can confirm',
    about:
      'A loop in kube-controller-manager. It deletes Pods whose node is gone, Pods that were deleted before they got a node, and finished Pods beyond a limit of 12500.',
    without: 'Pods of vanished nodes stay in the list for ever.',
  },
  steps: {
    marked: {
      caption: 'Pod garbage collector gave up Pod {object}',
      act: 'gave up Pod {object}',
      why: 'Its node no longer exists, so no kubelet will ever confirm its end. The Pod is marked failed with the reason DeletionByPodGC and then removed.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
    },
  },
  stories: { marked: 'Pod {object} orphaned' },
  rules: {
    'pod-gc.reason': 'The reason DeletionByPodGC is written only by the Pod garbage collector',
  },
} satisfies Texts<typeof steps>
