import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/taint-eviction',
  code: 'TE',
  plane: 'control',
  lane: 'more',
  order: 61,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['taint-eviction-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
}
