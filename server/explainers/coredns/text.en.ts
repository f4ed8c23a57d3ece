import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'CoreDNS',
    tagline: 'answers names of Services',
    about:
      'Watches Services and EndpointSlices and answers DNS queries of Pods: web.shop.svc.cluster.local gives the address of Service web in namespace shop. It is itself an ordinary Deployment behind a Service.',
    without: 'Pods cannot find Services by name. Connections by address still work.',
    silent: 'It only reads from the API server and its answers go to Pods, so a watch shows nothing of its work but its own Pods.',
  },
  steps: {},
} satisfies Texts<typeof steps>
