import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'kube-apiserver',
  code: 'AP',
  plane: 'control',
  lane: 'bar',
  order: 10,
  hue: 'api',
  managers: ['kube-apiserver'],
  sources: [],
  liveness: { by: 'mirror-pod', component: 'kube-apiserver' },
  links: [
    'https://kubernetes.io/docs/concepts/overview/components/#kube-apiserver',
    'https://kubernetes.io/docs/reference/access-authn-authz/controlling-access/',
  ],
}
