import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'cni',
  code: 'CN',
  plane: 'node',
  lane: 'node',
  order: 30,
  hue: 'network',
  managers: [],
  sources: [],
  liveness: { by: 'with', component: 'kubelet' },
  links: ['https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/'],
}
