import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'cloud-controller-manager/service',
  code: 'CB',
  plane: 'control',
  lane: 'more',
  order: 630,
  hue: 'controller',
  dashed: true,
  managers: ['cloud-controller-manager'],
  sources: ['service-controller'],
  liveness: { by: 'lease', namespace: 'kube-system', name: 'cloud-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/architecture/cloud-controller/'],
}
