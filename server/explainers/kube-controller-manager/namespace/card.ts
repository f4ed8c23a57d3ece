import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/namespace',
  code: 'NS',
  plane: 'control',
  lane: 'more',
  order: 50,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
}
