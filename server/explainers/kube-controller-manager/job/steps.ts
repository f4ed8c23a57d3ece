import type { Job } from '../../../cluster/kinds.ts'
import { step, type Steps } from '../../explainer.ts'
import { condition, controllerOf } from '../../match.ts'
import { slot } from '../../slot.ts'
import { podSteps } from '../pods.ts'
import { statusStep } from '../status.ts'
import { changed } from '../written.ts'

const maker = { kind: 'Job', source: 'job-controller', rule: ['job.pod', 'pkg/controller/job/job_controller.go'] } as const
const rule = ['job.status', 'pkg/controller/job/job_controller.go'] as const

const newly = (type: string) => (was: Job, now: Job) => condition(now, type)?.status === 'True' && condition(was, type)?.status !== 'True'
const facts = ({ status }: Job) => ({
  active: slot.number(status.active ?? 0),
  succeeded: slot.number(status.succeeded ?? 0),
  failed: slot.number(status.failed ?? 0),
})
const because = [
  { key: 'kubelet.succeeded', via: 'trigger' },
  { key: 'kubelet.failed', via: 'trigger' },
  { key: 'kube-controller-manager/job.pod-created', via: 'trigger' },
  { key: 'kube-controller-manager/cronjob.job-created', via: 'same' },
  { key: 'client.created', via: 'same' },
] as const

export const steps = {
  ...podSteps(maker, [
    { key: 'kubelet.failed', via: 'trigger' },
    { key: 'kube-controller-manager/cronjob.job-created', via: 'owner' },
    { key: 'client.created', via: 'owner' },
  ]),
  'pod-counted': step({
    on: 'Pod',
    when: ['metadata.finalizers'],
    because: [
      { key: 'kubelet.succeeded', via: 'same' },
      { key: 'kubelet.failed', via: 'same' },
    ],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const tracked = 'batch.kubernetes.io/job-tracking'
      if (controllerOf(delta.now)?.kind !== 'Job' || !delta.was?.meta.finalizers?.includes(tracked) || delta.now?.meta.finalizers?.includes(tracked))
        return undefined
      return changed(delta, 'metadata.finalizers', ['job.finalizer', 'pkg/controller/job/tracking_utils.go'], { was: tracked, discriminator: '' })
    },
  }),
  'status-reported': statusStep({
    kind: 'Job',
    rule,
    facts,
    only: (was, now) => !newly('Complete')(was, now) && !newly('Failed')(was, now),
    more: { because },
  }),
  completed: statusStep({ kind: 'Job', rule, facts, only: newly('Complete'), more: { because, closes: true } }),
  failed: statusStep({ kind: 'Job', rule, facts, only: newly('Failed'), more: { because, closes: true } }),
} satisfies Steps
