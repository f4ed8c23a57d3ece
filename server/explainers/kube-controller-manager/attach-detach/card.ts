import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/attach-detach',
  code: 'AD',
  plane: 'control',
  lane: 'more',
  order: 71,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['attachdetach-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/'],
}
