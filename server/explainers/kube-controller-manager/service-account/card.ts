import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/service-account',
  code: 'SA',
  plane: 'control',
  lane: 'more',
  order: 51,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
}
