import type { Pod } from '../../../cluster/kinds.ts'
import { step, type Steps } from '../../explainer.ts'
import { field, rule, vanished } from '../../evidence.ts'
import { controllerOf, ref } from '../../match.ts'
import { passage } from '../../passage.ts'
import { nodeRef, slot } from '../../slot.ts'
import { allStatuses } from '../instance.ts'

/**
 * Only after all containers have stopped does the kubelet delete with grace 0 (pkg/kubelet/status/status_manager.go canBeDeleted). Where containers
 * still ran somebody else cut the grace short, where the node is gone it was the Pod garbage collector.
 */
export function stopped(pod: Pod): boolean {
  const { phase } = pod.status
  return phase === 'Succeeded' || phase === 'Failed' || allStatuses(pod).every((status) => !status.running)
}

export const departure = {
  removed: step({
    on: 'Pod',
    when: ['metadata.deletionGracePeriodSeconds'],
    reads: ['Node'],
    closes: true,
    floor: 'correlated',
    ceiling: 'observed',
    because: [
      { key: 'kubelet.container-ended', via: 'same' },
      { key: 'kubelet.killing', via: 'same' },
      { key: 'client.deletion-requested', via: 'same' },
    ],
    match: (delta, world) => {
      const { was, now } = delta
      const node = was?.spec.nodeName
      // Where the grace is 0 from the start (the Pod had ended before) whoever asked for the deletion removed it at once.
      if (!was || !node || was.meta.deletionTimestamp === undefined || !was.meta.deletionGracePeriodSeconds) return undefined
      if ((now && now.meta.deletionGracePeriodSeconds !== 0) || !stopped(was) || !world.find('Node', undefined, node)) return undefined
      const owner = controllerOf(was)
      const evidence = now ? field(delta, 'metadata.deletionGracePeriodSeconds', was.meta.deletionGracePeriodSeconds, 0) : vanished(delta)
      return {
        subject: ref(was),
        discriminator: '',
        node,
        passage: passage(delta, 'delete'),
        ...(owner && { offers: [`children-of:${owner.uid}`] }),
        facts: { pod: slot.ref(ref(was)), node: slot.ref(nodeRef(node)) },
        evidence: [evidence, rule('kubelet.removal', 'pkg/kubelet/status/status_manager.go')],
      }
    },
  }),
} satisfies Steps
