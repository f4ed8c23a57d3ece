import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/deployment',
  code: 'DC',
  plane: 'control',
  lane: 'cast',
  order: 20,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['deployment-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/'],
}
