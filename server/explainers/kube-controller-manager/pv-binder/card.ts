import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/pv-binder',
  code: 'PV',
  plane: 'control',
  lane: 'more',
  order: 70,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['persistentvolume-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding'],
}
