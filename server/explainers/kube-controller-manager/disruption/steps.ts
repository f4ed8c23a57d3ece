import type { Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { statusStep } from '../status.ts'

export const steps = {
  'status-reported': statusStep({
    kind: 'PodDisruptionBudget',
    rule: ['disruption.status', 'pkg/controller/disruption/disruption.go'],
    facts: ({ status }) => ({
      healthy: slot.number(status.currentHealthy ?? 0),
      wanted: slot.number(status.desiredHealthy ?? 0),
      allowed: slot.number(status.disruptionsAllowed ?? 0),
    }),
  }),
} satisfies Steps
