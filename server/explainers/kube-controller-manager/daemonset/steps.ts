import type { Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { podSteps } from '../pods.ts'
import { revisionStep } from '../revision.ts'
import { podsMoved, statusStep } from '../status.ts'

const maker = { kind: 'DaemonSet', source: 'daemonset-controller', rule: ['daemonset.pod', 'pkg/controller/daemon/daemon_controller.go'] } as const

export const steps = {
  ...podSteps(maker, [
    { key: 'client.deletion-requested', via: 'trigger' },
    { key: 'client.image-set', via: 'owner' },
    { key: 'client.restarted', via: 'owner' },
    { key: 'client.created', via: 'owner' },
  ]),
  'revision-created': revisionStep('DaemonSet', 'daemonset.revision'),
  'status-reported': statusStep({
    kind: 'DaemonSet',
    rule: ['daemonset.status', 'pkg/controller/daemon/daemon_controller.go'],
    facts: ({ status }) => ({ desired: slot.number(status.desiredNumberScheduled ?? 0), ready: slot.number(status.numberReady ?? 0) }),
    more: {
      because: [...podsMoved, { key: 'client.created', via: 'same' }],
    },
  }),
} satisfies Steps
