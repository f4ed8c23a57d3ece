import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'csi',
  code: 'CS',
  plane: 'node',
  lane: 'more',
  order: 720,
  hue: 'storage',
  managers: ['csi-provisioner', 'csi-attacher', 'csi-resizer'],
  sources: [],
  liveness: { by: 'none' },
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#csi', 'https://kubernetes.io/docs/concepts/storage/dynamic-provisioning/'],
}
