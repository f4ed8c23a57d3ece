import { step, type Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { podCreated, podRefused } from '../pods.ts'
import { revisionStep } from '../revision.ts'
import { statusStep } from '../status.ts'

const maker = { kind: 'DaemonSet', source: 'daemonset-controller', rule: ['daemonset.pod', 'pkg/controller/daemon/daemon_controller.go'] } as const

export const steps = {
  'pod-created': step({
    on: ['Pod', 'Event'],
    when: ['SuccessfulCreate'],
    reads: ['Pod', 'DaemonSet'],
    floor: 'correlated',
    ceiling: 'observed',
    because: [
      { key: 'client.deletion-requested', via: 'trigger' },
      { key: 'client.image-set', via: 'owner' },
      { key: 'client.restarted', via: 'owner' },
      { key: 'client.created', via: 'owner' },
    ],
    match: (delta, world) => podCreated(delta, world, maker),
  }),
  'pod-refused': step({
    on: 'Event',
    when: ['FailedCreate'],
    reads: ['DaemonSet'],
    opens: 'failure',
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta, world) => podRefused(delta, world, maker),
  }),
  'revision-created': revisionStep('DaemonSet', 'daemonset.revision'),
  'status-reported': statusStep({
    kind: 'DaemonSet',
    rule: ['daemonset.status', 'pkg/controller/daemon/daemon_controller.go'],
    facts: ({ status }) => ({ desired: slot.number(status.desiredNumberScheduled ?? 0), ready: slot.number(status.numberReady ?? 0) }),
    more: {
      because: [
        { key: 'kubelet.ready', via: 'trigger' },
        { key: 'kubelet.not-ready', via: 'trigger' },
        { key: 'kubelet.removed', via: 'trigger' },
        { key: 'client.created', via: 'same' },
      ],
    },
  }),
} satisfies Steps
