import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'cloud-controller-manager/route',
  code: 'CO',
  plane: 'control',
  lane: 'more',
  order: 620,
  hue: 'controller',
  dashed: true,
  managers: ['cloud-controller-manager'],
  sources: ['route_controller'],
  liveness: { by: 'lease', namespace: 'kube-system', name: 'cloud-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/architecture/cloud-controller/'],
}
