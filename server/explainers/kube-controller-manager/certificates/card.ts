import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/certificates',
  code: 'CE',
  plane: 'control',
  lane: 'more',
  order: 82,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: [],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/'],
}
