import { appeared, rule } from '../../evidence.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { isNew, ref } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'

export const steps = {
  created: step({
    on: 'ServiceAccount',
    change: ['added', 'relisted'],
    because: [{ key: 'client.created', via: 'owner' }],
    reads: ['Namespace'],
    floor: 'correlated',
    ceiling: 'derived',
    match: (delta, world): Draft | undefined => {
      const { now } = delta
      if (!now || !isNew(delta) || now.meta.name !== 'default' || now.meta.managed.length > 0) return undefined
      const namespace = world.find('Namespace', undefined, now.meta.namespace ?? '')
      return {
        subject: ref(now),
        discriminator: '',
        passage: passage(delta, 'create'),
        facts: { object: slot.ref(ref(now)) },
        ...(namespace && { seeks: { owner: namespace.meta.uid } }),
        evidence: [appeared(delta), rule('service-account.default', 'pkg/controller/serviceaccount/serviceaccounts_controller.go')],
      }
    },
  }),
} satisfies Steps
