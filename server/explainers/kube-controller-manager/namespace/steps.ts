import { step, type Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { changed } from '../written.ts'

export const steps = {
  'status-reported': step({
    on: 'Namespace',
    when: ['status', 'spec.finalizers'],
    because: [{ key: 'client.deletion-requested', via: 'same' }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const blocking = delta.now?.status.conditions?.find((c) => c.status === 'True')
      const prefix = delta.changed.has('status') ? 'status' : 'spec.finalizers'
      return changed(delta, prefix, ['namespace.status', 'pkg/controller/namespace/deletion/namespaced_resources_deleter.go'], {
        now: blocking?.reason,
        facts: { phase: slot.text(delta.now?.status.phase ?? 'Active'), ...(blocking?.message && { message: slot.text(blocking.message) }) },
      })
    },
  }),
} satisfies Steps
