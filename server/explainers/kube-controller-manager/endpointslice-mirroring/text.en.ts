import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'EndpointSlice mirroring',
    tagline: 'copies Endpoints that people wrote',
    about:
      'A loop in kube-controller-manager. For a Service without selector somebody may keep an Endpoints object by hand. It is copied into EndpointSlices, because kube-proxy reads only those.',
    without: 'Services with hand-written Endpoints lead nowhere.',
  },
  steps: {
    mirrored: {
      caption: 'EndpointSlice mirroring copied {count:# endpoint|# endpoints} into {slice}',
      act: 'copied {count:# endpoint|# endpoints} into {slice}',
      why: 'Somebody wrote an Endpoints object by hand; its addresses were copied into a slice so that kube-proxy sees them. The copy follows every later change of the original.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy writes rules for them',
    },
  },
  rules: {
    'endpointslice-mirroring.label': 'Slices with the label endpointslicemirroring-controller.k8s.io are written by this controller only',
  },
} satisfies Texts<typeof steps>
