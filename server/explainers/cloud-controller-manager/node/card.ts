import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'cloud-controller-manager/node',
  code: 'CV',
  plane: 'control',
  lane: 'more',
  order: 610,
  hue: 'controller',
  dashed: true,
  managers: ['cloud-controller-manager'],
  sources: ['cloud-node-controller', 'cloud-node-lifecycle-controller'],
  liveness: { by: 'lease', namespace: 'kube-system', name: 'cloud-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/architecture/cloud-controller/'],
}
