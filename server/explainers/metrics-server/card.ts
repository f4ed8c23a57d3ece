import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'metrics-server',
  code: 'MS',
  plane: 'addon',
  lane: 'more',
  order: 710,
  hue: 'controller',
  managers: [],
  sources: [],
  liveness: { by: 'deployment', namespace: 'kube-system', label: 'k8s-app=metrics-server' },
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/'],
}
