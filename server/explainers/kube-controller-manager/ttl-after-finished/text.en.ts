import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'TTL after finished',
    tagline: 'deletes Jobs some time after they ended',
    about:
      'A loop in kube-controller-manager. It deletes finished Jobs whose ttlSecondsAfterFinished has passed; their Pods follow by the garbage collector.',
    without: 'Finished Jobs stay until somebody deletes them.',
    silent: 'It only deletes. Its deletions are shown as deletions of Jobs, with this controller as the author when the time fits.',
  },
  steps: {},
} satisfies Texts<typeof steps>
