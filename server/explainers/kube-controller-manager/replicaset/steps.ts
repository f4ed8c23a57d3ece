import { step, type Steps } from '../../explainer.ts'
import { controllerOf, ref } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'
import { podSteps } from '../pods.ts'
import { occurrence, podsMoved, statusEntry, statusEvidence } from '../status.ts'

const maker = { kind: 'ReplicaSet', source: 'replicaset-controller', rule: ['replicaset.pod', 'pkg/controller/replicaset/replica_set.go'] } as const

export const steps = {
  ...podSteps(
    maker,
    [
      { key: 'client.deletion-requested', via: 'trigger' },
      { key: 'kubelet.evicted', via: 'trigger' },
      { key: 'kube-controller-manager/deployment.replicaset-scaled', via: 'owner' },
      { key: 'kube-controller-manager/deployment.replicaset-created', via: 'owner' },
      { key: 'client.scaled', via: 'owner' },
      { key: 'client.created', via: 'owner' },
    ],
    [
      { key: 'kube-controller-manager/deployment.replicaset-created', via: 'same' },
      { key: 'kube-controller-manager/deployment.replicaset-scaled', via: 'same' },
    ],
  ),
  'status-reported': step({
    on: 'ReplicaSet',
    when: ['status'],
    because: [
      ...podsMoved,
      { key: 'client.deletion-requested', via: 'trigger' },
      { key: 'kube-controller-manager/replicaset.pod-created', via: 'trigger' },
      { key: 'kube-controller-manager/deployment.replicaset-scaled', via: 'same' },
      { key: 'kube-controller-manager/deployment.replicaset-created', via: 'same' },
    ],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const { now } = delta
      const entry = statusEntry(delta)
      if (!now || !entry) return undefined
      const { status, spec } = now
      const owner = controllerOf(now)
      return {
        subject: ref(now),
        passage: passage(delta, 'update'),
        discriminator: occurrence(entry, status),
        facts: {
          replicaset: slot.ref(ref(now)),
          desired: slot.number(spec.replicas ?? 1),
          exist: slot.number(status.replicas ?? 0),
          ready: slot.number(status.readyReplicas ?? 0),
          available: slot.number(status.availableReplicas ?? 0),
        },
        seeks: { trigger: `children-of:${now.meta.uid}` },
        ...(owner && { offers: [`replicasets-of:${owner.uid}`] }),
        evidence: statusEvidence(delta, ['replicaset.status', 'pkg/controller/replicaset/replica_set_utils.go']),
      }
    },
  }),
} satisfies Steps
