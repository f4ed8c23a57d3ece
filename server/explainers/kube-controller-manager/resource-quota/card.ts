import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/resource-quota',
  code: 'RQ',
  plane: 'control',
  lane: 'more',
  order: 80,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
}
