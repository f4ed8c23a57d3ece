import { wrote } from '../../author.ts'
import { objects } from '../../client/change.ts'
import { field, given } from '../../evidence.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { ref } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'

const own = new Set(['foregroundDeletion', 'orphan'])

/** The collector's deletions are told by client.deletion-requested, whose author they make known; these are its other writes. */
export const steps = {
  'references-cleared': step({
    on: objects,
    when: ['metadata.ownerReferences', 'metadata.finalizers'],
    because: [
      { key: 'client.deletion-requested', via: 'owner' },
      { key: 'client.deletion-requested', via: 'same' },
    ],
    floor: 'correlated',
    ceiling: 'derived',
    match: (delta): Draft | undefined => {
      const { was, now } = delta
      if (!was || !now || !wrote(delta, 'kube-controller-manager', '')) return undefined
      const lost = (was.meta.owners ?? []).filter((owner) => !now.meta.owners?.some((other) => other.uid === owner.uid))
      const finalizer = (was.meta.finalizers ?? []).find((one) => own.has(one) && !now.meta.finalizers?.includes(one))
      // A Pod that changes its controller, or loses one that lives, was released by that controller.
      if (!finalizer && (lost.length === 0 || (now.meta.owners?.length ?? 0) > 0)) return undefined
      const path = finalizer ? 'metadata.finalizers' : 'metadata.ownerReferences'
      return {
        subject: ref(now),
        discriminator: `${finalizer ?? ''}/${lost.map((owner) => owner.uid).join()}`,
        passage: passage(delta, 'patch'),
        facts: { object: slot.ref(ref(now)), what: slot.text(finalizer ?? lost.map((owner) => `${owner.kind} ${owner.name}`).join(', ')) },
        seeks: { owner: lost.map((owner) => owner.uid) },
        evidence: [
          field(delta, path, finalizer ?? lost.map((owner) => owner.name), undefined),
          given('garbage-collector.references', 'pkg/controller/garbagecollector/garbagecollector.go'),
        ],
      }
    },
  }),
} satisfies Steps
