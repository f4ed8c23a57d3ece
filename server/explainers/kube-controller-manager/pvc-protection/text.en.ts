import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'PVC protection',
    tagline: 'keeps claims that are in use',
    about:
      'A loop in kube-controller-manager. A finalizer on every claim and volume keeps it from vanishing while something uses it. When the last user is gone, the finalizer is removed.',
    without: 'Deleted claims stay Terminating.',
  },
  steps: {
    released: {
      caption: 'PVC protection released {object.kind} {object}',
      act: 'released {object.kind} {object}',
      why: 'The object was marked for deletion and is no longer used, so its protecting finalizer was removed. If it was the last one, the object is gone.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  rules: {
    'pvc-protection.finalizer': 'The protecting finalizers of claims and volumes are removed by the protection controllers',
  },
} satisfies Texts<typeof steps>
