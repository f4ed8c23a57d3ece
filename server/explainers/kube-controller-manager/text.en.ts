import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Controller manager',
    tagline: 'one process, some forty loops',
    about:
      'Runs the controllers of Kubernetes in one process. Each loop watches a few kinds, compares the desired with the current state and writes the difference. Of several instances only the holder of the Lease works. In managedFields all loops sign with the same name, so which one wrote is told by what was written.',
    without: 'The cluster stops repairing itself: no Pods are replaced, no rollouts go on, no endpoints change.',
  },
  steps: {
    written: {
      caption: 'A loop of the controller manager wrote {object.kind} {object}',
      act: 'wrote {object.kind} {object}',
      why: 'The object says that kube-controller-manager wrote it, and no rule here tells which of its loops it was. It is shown for the process as a whole rather than guessed.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'leader-changed': {
      caption: '{holder} now leads the controller managers',
      act: 'became leader: {holder}',
      why: 'The Lease has a new holder: only this instance works now, others stand by. After a leader falls silent, 15 seconds pass before another takes over.',
      check: 'kubectl get lease {subject.name} -n {subject.namespace} -o yaml',
      next: 'The new leader starts all loops',
    },
  },
  stories: { 'leader-changed': 'New leading controller manager' },
  rules: {
    'kcm.process': 'managedFields names the process, kube-controller-manager; its loops share that name',
  },
} satisfies Texts<typeof steps>
