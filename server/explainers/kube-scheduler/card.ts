import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'kube-scheduler',
  code: 'SC',
  plane: 'control',
  lane: 'cast',
  order: 40,
  hue: 'scheduler',
  managers: ['kube-scheduler'],
  sources: ['default-scheduler'],
  liveness: { by: 'lease', namespace: 'kube-system', name: 'kube-scheduler' },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/', 'https://kubernetes.io/docs/reference/scheduling/config/'],
}
