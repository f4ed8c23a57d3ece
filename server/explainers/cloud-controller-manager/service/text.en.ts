import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Cloud service controller',
    tagline: 'makes load balancers for Services',
    about:
      'Asks the cloud for a load balancer for every Service of type LoadBalancer, keeps its targets in step with the nodes and writes its address into the status.',
    without: 'Services of type LoadBalancer keep the external address pending.',
    silent: 'No cloud provider is connected here. With one, Events such as EnsuredLoadBalancer and the address in status.loadBalancer would be seen.',
  },
  steps: {},
} satisfies Texts<typeof steps>
