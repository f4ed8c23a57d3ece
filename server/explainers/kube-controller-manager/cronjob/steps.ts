import { step, type Steps } from '../../explainer.ts'
import { controllerOf, ownerRef } from '../../match.ts'
import { slot } from '../../slot.ts'
import { statusStep } from '../status.ts'
import { made } from '../written.ts'

export const steps = {
  'job-created': step({
    on: 'Job',
    change: ['added', 'relisted'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const owner = controllerOf(delta.now)
      if (!delta.now || owner?.kind !== 'CronJob') return undefined
      // The name ends in the scheduled time, in minutes since 1970.
      const minutes = Number(delta.now.meta.name.match(/-(\d{8,})$/)?.[1])
      const draft = made(delta, ['cronjob.job', 'pkg/controller/cronjob/cronjob_controllerv2.go'], {
        owner: slot.ref(ownerRef(delta.now, owner)),
        ...(minutes > 0 && { due: slot.time(minutes * 60_000) }),
      })
      return draft && { ...draft, offers: [`children-of:${owner.uid}`] }
    },
  }),
  'status-reported': statusStep({
    kind: 'CronJob',
    rule: ['cronjob.status', 'pkg/controller/cronjob/cronjob_controllerv2.go'],
    more: {
      because: [
        { key: 'kube-controller-manager/job.completed', via: 'trigger' },
        { key: 'kube-controller-manager/job.failed', via: 'trigger' },
        { key: 'kube-controller-manager/cronjob.job-created', via: 'trigger' },
        { key: 'client.created', via: 'same' },
      ],
    },
    facts: ({ status }) => ({ active: slot.number(status.active?.length ?? 0) }),
  }),
} satisfies Steps
