import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/disruption',
  code: 'DB',
  plane: 'control',
  lane: 'more',
  order: 45,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['controllermanager'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/disruptions/'],
}
