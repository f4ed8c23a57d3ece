import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/endpointslice-mirroring',
  code: 'EM',
  plane: 'control',
  lane: 'more',
  order: 22,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['endpoint-slice-mirroring-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/'],
}
