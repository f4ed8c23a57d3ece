import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Cloud controller',
    tagline: 'speaks to the cloud provider',
    about:
      'Runs the loops that need a cloud API: it describes nodes with what the provider knows, sets up routes between them and makes load balancers for Services. It was taken out of kube-controller-manager so that clouds can release it themselves.',
    without: 'On a cloud: no load balancers, no routes, new nodes stay tainted as uninitialized. Elsewhere nobody misses it.',
    silent:
      'kind and bare metal have no cloud provider, so this seat is empty: a Service of type LoadBalancer waits for ever. With one, its Lease and its writes to Nodes and Services would be seen.',
  },
  steps: {},
} satisfies Texts<typeof steps>
