import { step, type Steps } from '../../explainer.ts'
import { slot, nodeRef } from '../../slot.ts'
import { changed, made } from '../written.ts'

const reason = ['attach-detach.writer', 'pkg/controller/volume/attachdetach/attach_detach_controller.go'] as const

export const steps = {
  'attach-requested': step({
    on: 'VolumeAttachment',
    change: ['added', 'relisted'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const { nodeName, volume } = delta.now?.spec ?? {}
      return made(delta, reason, { ...(nodeName && { node: slot.ref(nodeRef(nodeName)) }), volume: slot.text(volume ?? delta.now?.meta.name ?? '') })
    },
  }),
  'node-reported': step({
    on: 'Node',
    when: ['status.volumesAttached'],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) =>
      changed(delta, 'status.volumesAttached', reason, {
        was: delta.was?.status.volumesAttached?.length,
        now: delta.now?.status.volumesAttached?.length,
      }),
  }),
} satisfies Steps
