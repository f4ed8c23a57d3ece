import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/pod-gc',
  code: 'PG',
  plane: 'control',
  lane: 'more',
  order: 63,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection'],
}
