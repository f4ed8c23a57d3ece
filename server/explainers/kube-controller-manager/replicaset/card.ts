import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/replicaset',
  code: 'RS',
  plane: 'control',
  lane: 'cast',
  order: 30,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['replicaset-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/'],
}
