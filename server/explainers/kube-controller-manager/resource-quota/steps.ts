import type { Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { statusStep } from '../status.ts'

export const steps = {
  'usage-reported': statusStep({
    kind: 'ResourceQuota',
    rule: ['resource-quota.status', 'pkg/controller/resourcequota/resource_quota_controller.go'],
    facts: ({ status }) => ({
      used: slot.text(
        Object.entries(status.used ?? {})
          .map(([name, value]) => `${name} ${value}`)
          .join(', ') || 'nothing',
      ),
    }),
  }),
} satisfies Steps
