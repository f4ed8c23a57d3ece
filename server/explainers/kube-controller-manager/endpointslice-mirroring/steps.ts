import { creator, wrote } from '../../author.ts'
import { appeared, field, given } from '../../evidence.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { isNew, ref, second } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'
import { digestOf } from '../endpointslice/changes.ts'

export const steps = {
  mirrored: step({
    on: 'EndpointSlice',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const { was, now } = delta
      if (now?.meta.labels?.['endpointslice.kubernetes.io/managed-by'] !== 'endpointslicemirroring-controller.k8s.io') return undefined
      const entry = isNew(delta) ? creator(now) : wrote(delta, 'kube-controller-manager')
      if (entry?.manager !== 'kube-controller-manager') return undefined
      return {
        subject: ref(now),
        discriminator: `${second(entry.time)}/${digestOf(now)}`,
        passage: passage(delta, was ? 'update' : 'create'),
        facts: { slice: slot.ref(ref(now)), count: slot.number(now.endpoints.length) },
        evidence: [
          was ? field(delta, 'endpoints', undefined, now.endpoints.length) : appeared(delta),
          given('endpointslice-mirroring.label', 'pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go'),
        ],
      }
    },
  }),
} satisfies Steps
