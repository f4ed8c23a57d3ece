import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'PV binder',
    tagline: 'brings claims and volumes together',
    about:
      'A loop in kube-controller-manager. It finds a volume for every claim, asks a provisioner if there is none, and binds the two to each other for good. When a claim goes it deals with the volume as its reclaim policy says.',
    without: 'Claims stay Pending and Pods that need them wait.',
  },
  steps: {
    'claim-bound': {
      caption: 'PV binder bound claim {object} to volume {volume}',
      act: 'bound claim {object} to volume {volume}',
      why: 'Claim and volume now name each other: a bond of one to one that lasts as long as the claim. Pods that use the claim may be placed and started.',
      check: 'kubectl get pvc {object.name} -n {object.namespace}',
      next: 'The scheduler binds the waiting Pod',
    },
    'claim-updated': {
      caption: 'PV binder updated claim {object}',
      act: 'updated claim {object}',
      why: 'On the way to a binding the claim is marked with the provisioner that shall make its volume, then with the name of the volume. Each mark tells the next component that it is its turn.',
      check: 'kubectl describe pvc {object.name} -n {object.namespace}',
      next: 'The provisioner makes the volume, or the binder completes the bond',
    },
    'volume-updated': {
      caption: 'PV binder updated volume {object}[[ to {phase}]]',
      act: 'updated volume {object}[[ to {phase}]]',
      why: 'Available is free, Bound belongs to a claim, Released lost its claim and is dealt with by its reclaim policy. A released volume is never given to another claim as it is.',
      check: 'kubectl get pv {object.name}',
    },
  },
  rules: {
    'pv-binder.writer': 'In kube-controller-manager, only the PV binder writes specs and statuses of claims and volumes',
  },
} satisfies Texts<typeof steps>
