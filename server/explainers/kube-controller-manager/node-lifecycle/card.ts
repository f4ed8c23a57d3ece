import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/node-lifecycle',
  code: 'NL',
  plane: 'control',
  lane: 'more',
  order: 60,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['node-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/architecture/nodes/'],
}
