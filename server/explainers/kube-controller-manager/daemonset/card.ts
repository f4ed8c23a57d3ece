import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/daemonset',
  code: 'DS',
  plane: 'control',
  lane: 'more',
  order: 41,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['daemonset-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/'],
}
