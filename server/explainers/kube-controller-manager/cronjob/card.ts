import type { Card } from '../../../wire/component.ts'

export const card: Card = {
  id: 'kube-controller-manager/cronjob',
  code: 'CJ',
  plane: 'control',
  lane: 'more',
  order: 43,
  hue: 'controller',
  managers: ['kube-controller-manager'],
  sources: ['cronjob-controller'],
  liveness: { by: 'with', component: 'kube-controller-manager' },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
}
