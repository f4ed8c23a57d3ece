import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/pvc-protection',
  code: 'PP',
  plane: 'control',
  lane: 'more',
  order: 72,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection'],
}
