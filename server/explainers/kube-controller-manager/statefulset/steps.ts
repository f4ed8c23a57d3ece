import type { Claim, Workload } from '../../../cluster/kinds.ts'
import type { World } from '../../../world/world.ts'
import { step, type Steps } from '../../explainer.ts'
import { controllerOf } from '../../match.ts'
import { slot } from '../../slot.ts'
import { podSteps } from '../pods.ts'
import { revisionStep } from '../revision.ts'
import { podsMoved, statusStep } from '../status.ts'
import { made } from '../written.ts'

const maker = {
  kind: 'StatefulSet',
  source: 'statefulset-controller',
  rule: ['statefulset.pod', 'pkg/controller/statefulset/stateful_pod_control.go'],
  ordered: true,
} as const

/** '<template>-<StatefulSet>-<ordinal>': either part before the ordinal may itself hold a dash. */
function claimant({ meta }: Claim, world: World): Workload | undefined {
  const rest = meta.name.replace(/-\d+$/, '').split('-')
  for (let from = 1; from < rest.length; from++) {
    const set = world.find('StatefulSet', meta.namespace, rest.slice(from).join('-'))
    if (set) return set
  }
  return undefined
}

export const steps = {
  ...podSteps(maker, [
    { key: 'kubelet.removed', via: 'trigger' },
    { key: 'kubelet.ready', via: 'trigger' },
    { key: 'client.scaled', via: 'owner' },
    { key: 'client.image-set', via: 'owner' },
    { key: 'client.created', via: 'owner' },
  ]),
  'claim-created': step({
    on: 'PersistentVolumeClaim',
    change: ['added', 'relisted'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'client.scaled', via: 'owner' },
      { key: 'kubelet.ready', via: 'trigger' },
      { key: 'client.created', via: 'owner' },
    ],
    reads: ['StatefulSet'],
    match: (delta, world) => {
      // The other maker of claims in kube-controller-manager, for ephemeral volumes, makes the Pod their owner.
      if (!delta.now || controllerOf(delta.now)?.kind === 'Pod') return undefined
      const draft = made(delta, ['statefulset.claim', 'pkg/controller/statefulset/stateful_pod_control.go'])
      const set = draft && claimant(delta.now, world)
      return set ? { ...draft, seeks: { owner: set.meta.uid, trigger: `children-of:${set.meta.uid}` } } : draft
    },
  }),
  'revision-created': revisionStep('StatefulSet', 'statefulset.revision'),
  'status-reported': statusStep({
    kind: 'StatefulSet',
    rule: ['statefulset.status', 'pkg/controller/statefulset/stateful_set_status_updater.go'],
    facts: ({ spec, status }) => ({ desired: slot.number(spec.replicas ?? 1), ready: slot.number(status.readyReplicas ?? 0) }),
    more: {
      because: [...podsMoved, { key: 'client.created', via: 'same' }],
    },
  }),
} satisfies Steps
