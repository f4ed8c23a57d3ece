import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Garbage collector',
    tagline: 'deletes what lost its owner',
    about:
      'A loop in kube-controller-manager. It follows owner references of all kinds. When an owner is gone, its dependents are deleted; in a foreground deletion they go first, and with orphan they stay and lose the reference.',
    without: 'Deleting a Deployment leaves its ReplicaSets and Pods behind.',
  },
  steps: {
    'references-cleared': {
      caption: 'Garbage collector cleared {what} of {object.kind} {object}',
      act: 'cleared {what} of {object.kind} {object}',
      why: 'Either an owner was deleted with the order to leave its dependents, or all dependents are gone and the finalizer that waited for them was taken off. What is left behind belongs to nobody and stays until somebody deletes it.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  rules: {
    'garbage-collector.references':
      'References to deleted owners and the finalizers foregroundDeletion and orphan are removed by the garbage collector',
  },
} satisfies Texts<typeof steps>
