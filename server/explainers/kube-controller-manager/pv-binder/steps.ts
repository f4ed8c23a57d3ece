import { step, type Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { changed } from '../written.ts'

const reason = ['pv-binder.writer', 'pkg/controller/volume/persistentvolume/pv_controller.go'] as const

export const steps = {
  'claim-bound': step({
    on: 'PersistentVolumeClaim',
    when: ['status.phase'],
    because: [
      { key: 'kube-controller-manager/pv-binder.claim-updated', via: 'same' },
      { key: 'client.created', via: 'same' },
    ],
    closes: true,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) =>
      delta.now?.status.phase === 'Bound' && delta.was?.status.phase !== 'Bound'
        ? changed(delta, 'status.phase', reason, {
            was: delta.was?.status.phase,
            now: 'Bound',
            discriminator: delta.now.spec.volumeName ?? '',
            facts: { volume: slot.text(delta.now.spec.volumeName ?? '') },
          })
        : undefined,
  }),
  'claim-updated': step({
    on: 'PersistentVolumeClaim',
    when: ['spec', 'status', 'metadata.annotations'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kube-scheduler.volume-node-chosen', via: 'same' },
      { key: 'kube-controller-manager/statefulset.claim-created', via: 'same' },
      { key: 'client.created', via: 'same' },
    ],
    match: (delta) => {
      if (delta.now?.status.phase === 'Bound' && delta.was?.status.phase !== 'Bound') return undefined
      const prefix = ['spec', 'status', 'metadata.annotations'].find((one) => delta.changed.paths.some((path) => path.startsWith(one)))
      return prefix === undefined ? undefined : changed(delta, prefix, reason)
    },
  }),
  'volume-updated': step({
    on: 'PersistentVolume',
    when: ['spec', 'status', 'metadata.annotations'],
    because: [{ key: 'client.created', via: 'same' }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const phase = delta.now?.status.phase
      const prefix = ['status', 'spec', 'metadata.annotations'].find((one) => delta.changed.paths.some((path) => path.startsWith(one)))
      return prefix === undefined ? undefined : changed(delta, prefix, reason, { now: phase, facts: phase ? { phase: slot.text(phase) } : {} })
    },
  }),
} satisfies Steps
