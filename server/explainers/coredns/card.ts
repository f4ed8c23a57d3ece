import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'coredns',
  code: 'DN',
  plane: 'addon',
  lane: 'cast',
  order: 70,
  hue: 'network',
  managers: [],
  sources: [],
  liveness: { by: 'deployment', namespace: 'kube-system', label: 'k8s-app=kube-dns' },
  links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/'],
}
