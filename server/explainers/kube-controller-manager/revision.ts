import type { Workload } from '../../cluster/kinds.ts'
import { step } from '../explainer.ts'
import { controllerOf, ownerRef } from '../match.ts'
import { slot } from '../slot.ts'
import { made } from './written.ts'

/** A new template of a StatefulSet or DaemonSet is kept as a ControllerRevision of its own (pkg/controller/history/controller_history.go). */
export function revisionStep(kind: Workload['kind'], rule: string) {
  return step({
    on: 'ControllerRevision',
    change: ['added', 'relisted'],
    because: [
      { key: 'client.image-set', via: 'owner' },
      { key: 'client.template-changed', via: 'owner' },
      { key: 'client.created', via: 'owner' },
    ],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const owner = controllerOf(delta.now)
      if (!delta.now || owner?.kind !== kind) return undefined
      const draft = made(delta, [rule, 'pkg/controller/history/controller_history.go'], { owner: slot.ref(ownerRef(delta.now, owner)) })
      return draft && { ...draft, seeks: { owner: owner.uid } }
    },
  })
}
