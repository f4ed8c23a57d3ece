import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/endpointslice',
  code: 'ES',
  plane: 'control',
  lane: 'more',
  order: 20,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['endpoint-slice-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/'],
}
