import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Cloud node controller',
    tagline: 'describes nodes as the cloud knows them',
    about:
      'Adds zone, instance type and addresses to new Nodes and removes their taint uninitialized. It deletes Nodes whose machine the cloud no longer has.',
    without: 'New cloud nodes stay tainted, and Nodes of vanished machines stay in the list.',
    silent: 'No cloud provider is connected here. With one, its writes to Node objects and its Events Synced and DeletingNode would be seen.',
  },
  steps: {},
} satisfies Texts<typeof steps>
