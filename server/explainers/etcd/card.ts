import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'etcd',
  code: 'ET',
  plane: 'control',
  lane: 'store',
  order: 10,
  hue: 'store',
  managers: [],
  sources: [],
  liveness: { by: 'mirror-pod', component: 'etcd' },
  links: ['https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/'],
}
