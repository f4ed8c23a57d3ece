import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/ttl-after-finished',
  code: 'TT',
  plane: 'control',
  lane: 'more',
  order: 81,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],
}
