import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'cloud-controller-manager',
  code: 'CC',
  plane: 'control',
  lane: 'cast',
  order: 60,
  hue: 'controller',
  dashed: true,
  managers: ['cloud-controller-manager'],
  sources: [],
  liveness: { by: 'lease', namespace: 'kube-system', name: 'cloud-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/architecture/cloud-controller/'],
}
