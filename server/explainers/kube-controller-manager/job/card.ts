import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/job',
  code: 'JB',
  plane: 'control',
  lane: 'more',
  order: 42,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['job-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/'],
}
