import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/root-ca-publisher',
  code: 'CA',
  plane: 'control',
  lane: 'more',
  order: 52,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/'],
}
