import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/endpoints',
  code: 'EP',
  plane: 'control',
  lane: 'more',
  order: 21,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['endpoint-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/services-networking/service/#endpoints'],
}
