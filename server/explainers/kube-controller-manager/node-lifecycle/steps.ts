import type { Node } from '../../../cluster/kinds.ts'
import { ownerOf } from '../../author.ts'
import { field } from '../../evidence.ts'
import { step, type Steps } from '../../explainer.ts'
import { turned } from '../../match.ts'
import { nodeRef, slot } from '../../slot.ts'
import { changed } from '../written.ts'

const READY = 'status.conditions[type=Ready]'
const source = 'pkg/controller/nodelifecycle/node_lifecycle_controller.go'

const taints = (node: Node) => node.spec.taints?.map(({ key, effect }) => `${key}:${effect}`).join(', ') || 'none'

export const steps = {
  'node-unknown': step({
    on: 'Node',
    when: ['status.conditions'],
    opens: 'failure',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const now = turned(delta.was, delta.now, 'Ready', 'Unknown')
      const draft =
        now &&
        changed(delta, READY, ['node-lifecycle.unknown', source], {
          now: 'Unknown',
          discriminator: String(now.lastTransitionTime ?? ''),
          facts: { reason: slot.text(now.reason ?? 'NodeStatusUnknown') },
        })
      return draft && { ...draft, offers: [`node:${draft.subject.name}`] }
    },
  }),
  tainted: step({
    on: 'Node',
    when: ['spec.taints'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kube-controller-manager/node-lifecycle.node-unknown', via: 'same' },
      { key: 'kubelet.node-not-ready', via: 'same' },
      { key: 'kubelet.node-ready', via: 'same' },
      { key: 'client.cordoned', via: 'same' },
      { key: 'client.uncordoned', via: 'same' },
      { key: 'kubelet.node-registered', via: 'same' },
    ],
    match: (delta) => {
      if (!delta.was || !delta.now) return undefined
      const facts = { taints: slot.text(taints(delta.now)) }
      const draft = changed(delta, 'spec.taints', ['node-lifecycle.taints', source], { was: taints(delta.was), now: taints(delta.now), facts })
      return draft && { ...draft, offers: [`node:${draft.subject.name}`] }
    },
  }),
  'pod-not-ready': step({
    on: 'Pod',
    when: [READY],
    because: [{ key: 'kube-controller-manager/node-lifecycle.node-unknown', via: 'node' }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const now = turned(delta.was, delta.now, 'Ready', 'False')
      const node = delta.now?.spec.nodeName
      if (!now || !node || ownerOf(delta, READY)?.manager !== 'kube-controller-manager') return undefined
      const draft = changed(delta, READY, ['node-lifecycle.pod', source], {
        was: 'True',
        now: 'False',
        discriminator: String(now.lastTransitionTime ?? ''),
        facts: { node: slot.ref(nodeRef(node)) },
      })
      return draft && { ...draft, seeks: { node: `node:${node}` }, evidence: [...draft.evidence, field(delta, 'spec.nodeName', undefined, node)] }
    },
  }),
} satisfies Steps
