import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/node-ipam',
  code: 'NI',
  plane: 'control',
  lane: 'more',
  order: 62,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['cidrAllocator'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/cluster-administration/networking/'],
}
