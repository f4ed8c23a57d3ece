import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Taint eviction',
    tagline: 'deletes Pods that do not tolerate a taint',
    about:
      'A loop in kube-controller-manager. When a node gets a NoExecute taint it deletes the Pods there that do not tolerate it, at once or after their tolerationSeconds. Admission gives every Pod 300 seconds for nodes that are not ready or unreachable.',
    without: 'Pods on dead nodes are never replaced.',
  },
  steps: {
    marked: {
      caption: 'Taint eviction marked Pod {object} on {node.name} for deletion',
      act: 'marked Pod {object} for deletion',
      why: 'The toleration time for a NoExecute taint on its node is over. The condition DisruptionTarget tells why; the deletion follows at once. If the node is silent the Pod stays Terminating until the kubelet returns.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
      next: 'Its controller creates a replacement elsewhere',
    },
  },
  rules: {
    'taint-eviction.reason': 'The reason DeletionByTaintManager is written only by taint eviction',
  },
} satisfies Texts<typeof steps>
