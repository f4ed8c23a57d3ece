import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager',
  code: 'KC',
  plane: 'control',
  lane: 'more',
  order: 10,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['kube-controller-manager'],
  liveness: { by: 'lease', namespace: 'kube-system', name: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/'],
}
