import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'kubelet',
  code: 'KL',
  plane: 'node',
  lane: 'node',
  order: 10,
  hue: 'kubelet',
  managers: ['kubelet'],
  sources: ['kubelet'],
  liveness: { by: 'node-lease' },
  links: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/',
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
  ],
}
