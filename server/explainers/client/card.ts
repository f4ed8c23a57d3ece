import type { Card } from '../../wire/component.ts'

/** kubectl, and whoever else writes under a name of his own: each shows as 'client/<manager>' in this seat. */
export const card: Card = {
  id: 'client',
  code: 'US',
  plane: 'client',
  lane: 'cast',
  order: 10,
  hue: 'person',
  managers: [
    'kubectl',
    'kubectl-create',
    'kubectl-client-side-apply',
    'kubectl-edit',
    'kubectl-patch',
    'kubectl-replace',
    'kubectl-label',
    'kubectl-annotate',
    'kubectl-expose',
    'kubectl-run',
    'kubectl-taint',
    'kubectl-autoscale',
    'kubectl-set',
    'kubectl-rollout',
    'helm',
  ],
  sources: [],
  liveness: { by: 'none' },
  links: ['https://kubernetes.io/docs/reference/kubectl/', 'https://kubernetes.io/docs/reference/using-api/server-side-apply/'],
}
