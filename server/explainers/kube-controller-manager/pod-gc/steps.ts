import { step, type Steps } from '../../explainer.ts'
import { turned } from '../../match.ts'
import { changed } from '../written.ts'

export const steps = {
  marked: step({
    on: 'Pod',
    when: ['status.conditions[type=DisruptionTarget]'],
    opens: 'failure',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const target = turned(delta.was, delta.now, 'DisruptionTarget', 'True')
      if (target?.reason !== 'DeletionByPodGC') return undefined
      return changed(delta, 'status.conditions[type=DisruptionTarget]', ['pod-gc.reason', 'pkg/controller/podgc/gc_controller.go'], {
        now: target.reason,
        discriminator: '',
      })
    },
  }),
} satisfies Steps
