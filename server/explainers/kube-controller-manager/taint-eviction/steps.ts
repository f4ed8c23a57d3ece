import { step, type Steps } from '../../explainer.ts'
import { turned } from '../../match.ts'
import { nodeRef, slot } from '../../slot.ts'
import { changed } from '../written.ts'

export const steps = {
  marked: step({
    on: 'Pod',
    when: ['status.conditions[type=DisruptionTarget]'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kube-controller-manager/node-lifecycle.tainted', via: 'node' },
      { key: 'client.tainted', via: 'node' },
    ],
    match: (delta) => {
      const target = turned(delta.was, delta.now, 'DisruptionTarget', 'True')
      const node = delta.now?.spec.nodeName
      if (target?.reason !== 'DeletionByTaintManager' || !node) return undefined
      const draft = changed(
        delta,
        'status.conditions[type=DisruptionTarget]',
        ['taint-eviction.reason', 'pkg/controller/tainteviction/taint_eviction.go'],
        { now: target.reason, discriminator: '', facts: { node: slot.ref(nodeRef(node)) } },
      )
      return draft && { ...draft, seeks: { node: `node:${node}` } }
    },
  }),
} satisfies Steps
