import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Namespace controller',
    tagline: 'empties namespaces that are deleted',
    about:
      'A loop in kube-controller-manager. When a namespace is being deleted it deletes everything inside, Pods first, and removes the last finalizer when nothing is left.',
    without: 'Deleted namespaces stay Terminating for ever.',
  },
  steps: {
    'status-reported': {
      caption: 'Namespace controller reported {object} as {phase}',
      act: 'reported {object} as {phase}',
      why: 'A namespace goes only when it is empty. The conditions tell what is left or what could not be deleted[[: {message}]].',
      check: 'kubectl get namespace {object.name} -o yaml',
      next: 'Objects inside end first; their finalizers may hold it up',
    },
  },
  rules: {
    'namespace.status': 'In kube-controller-manager, only the namespace controller writes the status and finalizers of a namespace',
  },
} satisfies Texts<typeof steps>
