import type { Workload } from '../../../cluster/kinds.ts'
import { wrote } from '../../author.ts'
import { field, given } from '../../evidence.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { ref } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'
import { statusStep } from '../status.ts'

export const steps = {
  scaled: step({
    on: ['Deployment', 'ReplicaSet', 'StatefulSet'],
    when: ['spec.replicas'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const was = delta.was as Workload | undefined
      const now = delta.now as Workload | undefined
      if (!was || !now || !wrote(delta, 'kube-controller-manager', 'scale')) return undefined
      return {
        subject: ref(now),
        discriminator: String(now.meta.generation ?? ''),
        passage: passage(delta, 'update'),
        facts: { object: slot.ref(ref(now)), from: slot.number(was.spec.replicas ?? 1), to: slot.number(now.spec.replicas ?? 1) },
        evidence: [
          field(delta, 'spec.replicas', was.spec.replicas, now.spec.replicas),
          given('hpa.scale', 'pkg/controller/podautoscaler/horizontal.go'),
        ],
      }
    },
  }),
  'status-reported': statusStep({
    kind: 'HorizontalPodAutoscaler',
    rule: ['hpa.status', 'pkg/controller/podautoscaler/horizontal.go'],
    facts: ({ status }) => ({ current: slot.number(status.currentReplicas ?? 0), desired: slot.number(status.desiredReplicas ?? 0) }),
  }),
} satisfies Steps
