import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/statefulset',
  code: 'SS',
  plane: 'control',
  lane: 'more',
  order: 40,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['statefulset-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/'],
}
