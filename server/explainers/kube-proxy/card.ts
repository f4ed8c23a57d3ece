import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'kube-proxy',
  code: 'KP',
  plane: 'node',
  lane: 'node',
  order: 40,
  hue: 'network',
  managers: ['kube-proxy'],
  sources: ['kube-proxy'],
  liveness: { by: 'daemonset', namespace: 'kube-system', label: 'k8s-app=kube-proxy' },
  links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
}
