import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/hpa',
  code: 'HP',
  plane: 'control',
  lane: 'more',
  order: 44,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['horizontal-pod-autoscaler'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
}
