import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Endpoints controller',
    tagline: 'keeps the older list of endpoints',
    about:
      'A loop in kube-controller-manager. It writes the older Endpoints object of every Service with a selector. The API is deprecated since 1.33 and kube-proxy no longer reads it, but it is still kept for programs that do.',
    without: 'Programs that read Endpoints see old addresses. Services work all the same.',
  },
  steps: {
    published: {
      caption: 'Endpoints controller published {ready:# ready address|# ready addresses} in {endpoints}',
      act: 'published {ready:# ready address|# ready addresses} in {endpoints}',
      why: 'The older list was rewritten as a whole: {ready:# address is|# addresses are} ready, {waiting} not. Nothing in the data path reads it; traffic follows the EndpointSlices.',
      check: 'kubectl get endpoints {endpoints.name} -n {endpoints.namespace}',
    },
  },
  rules: {
    'endpoints.writer': 'In kube-controller-manager, only the Endpoints controller writes Endpoints',
  },
} satisfies Texts<typeof steps>
