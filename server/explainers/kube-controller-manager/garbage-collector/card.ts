import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/garbage-collector',
  code: 'GC',
  plane: 'control',
  lane: 'more',
  order: 30,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['garbage-collector-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/architecture/garbage-collection/'],
}
