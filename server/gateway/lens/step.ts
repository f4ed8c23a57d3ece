import type { Cause, Evidence, Facts, Passage, Ref, Slot, Step, When } from '../../wire/step.ts'
import { seesNamespace, seesRef, type Sight } from '../sight.ts'
import { refSieve } from './object.ts'
import { keep, keepEach, sift, type Sieve } from './sieve.ts'

/** What stands for whatever is not seen: a cause, the object in a sentence, who began a story. */
export const ELSEWHERE = 'elsewhere'

/** What a lens knows of the other steps. */
export interface Company {
  /** Whether the step of this id is seen. */
  seen(id: string): boolean
  /** The piece of evidence that a step holds only the size of. */
  stored(step: string, part: number): Evidence | undefined
}

/** A step that is seen, without what is not: its number, story and revision are the lens's own. */
export function stepSeen(step: Step, own: Pick<Step, 'seq' | 'story' | 'rev'>, sight: Sight, company: Company): Step {
  return sift(step, {
    // Hashes: nobody learns a uid from them.
    id: keep,
    seq: () => own.seq,
    key: keep,
    // The manager's name is in the subject, the source in an Event of its namespace.
    component: keep,
    // A Node's name, out of the Pod or out of an Event's source.
    node: keep,
    subject: (ref) => sift(ref, refSieve),
    at: (at) => sift(at, whenSieve),
    grade: keep,
    identity: keep,
    causes: (causes) => causesSeen(causes, company.seen),
    story: () => own.story,
    facts: (facts) => factsSeen(facts, sight),
    evidence: (evidence) => evidence.flatMap((one) => evidenceSeen(one, step.id, sight, company) ?? []),
    passage: (passage) => (seesPassage(passage, step, sight) ? sift(passage, passageSieve) : undefined),
    namespaces: keepEach,
    rev: () => own.rev,
  })
}

const whenSieve: Sieve<When> = { from: keep, to: keep, seen: keep }

/** How many causes are elsewhere is not told. */
function causesSeen(causes: readonly Cause[], seen: Company['seen']): Cause[] {
  const told = causes.map((cause) => sift(cause, { id: (id) => (seen(id) ? id : ELSEWHERE), via: keep }))
  return told.filter(({ id }, at) => id !== ELSEWHERE || told.findIndex((other) => other.id === ELSEWHERE) === at)
}

function factsSeen(facts: Facts, sight: Sight): Facts {
  return Object.fromEntries(Object.entries(facts).map(([name, slot]) => [name, slotSeen(slot, sight)]))
}

/** Texts and numbers are read from the subject and what is evidence: a step of which any of these is unseen is not told. */
function slotSeen(slot: Slot, sight: Sight): Slot {
  switch (slot.type) {
    case 'ref':
      return sift(slot, { type: keep, ref: (ref) => named(ref, sight) })
    case 'list':
      return sift(slot, { type: keep, items: (items) => items.map((item) => slotSeen(item, sight)) })
    case 'number':
      return sift(slot, { type: keep, value: keep })
    case 'duration':
      return sift(slot, { type: keep, ms: keep })
    case 'quantity':
      return sift(slot, { type: keep, value: keep })
    case 'time':
      return sift(slot, { type: keep, at: keep })
    case 'text':
      return sift(slot, { type: keep, value: keep })
  }
}

/** Named by objects of namespaces: a Pod names its Node, a claim its volume and class. Only the name is known from there. */
const NAMED: ReadonlySet<string> = new Set(['Node', 'PersistentVolume', 'StorageClass'])

function named(ref: Ref, sight: Sight): Ref {
  if (seesRef(sight, ref)) return sift(ref, refSieve)
  const { kind, apiVersion, name } = ref
  return { kind, apiVersion, name: NAMED.has(kind) ? name : ELSEWHERE, uid: '' }
}

/** undefined: read from what is not seen. */
export function evidenceSeen(evidence: Evidence, step: string, sight: Sight, company: Company): Evidence | undefined {
  const ref = (ref: Ref) => sift(ref, refSieve)
  switch (evidence.type) {
    case 'field':
      return seesRef(sight, evidence.ref)
        ? sift(evidence, {
            type: keep,
            ref,
            rv: keep,
            path: keep,
            was: keep,
            now: keep,
            owner: (writer) => sift(writer, { manager: keep, operation: keep, subresource: keep, time: keep }),
          })
        : undefined
    case 'event':
      return seesRef(sight, evidence.ref) && seesRef(sight, evidence.about)
        ? sift(evidence, {
            type: keep,
            ref,
            rv: keep,
            about: ref,
            reason: keep,
            component: keep,
            host: keep,
            note: keep,
            count: keep,
            at: keep,
            writer: keep,
          })
        : undefined
    case 'rule':
      return sift(evidence, { type: keep, rule: keep, source: keep, given: keep })
    case 'match':
      return seesRef(sight, evidence.ref) ? sift(evidence, { type: keep, by: keep, ref }) : undefined
    case 'implied':
      return sift(evidence, { type: keep, of: (id) => (company.seen(id) ? id : ELSEWHERE), rule: keep, source: keep })
    case 'lease':
      return seesRef(sight, evidence.ref) || (sight.cluster && evidence.ref.namespace === 'kube-node-lease')
        ? sift(evidence, { type: keep, ref, holder: keep, renewed: keep })
        : undefined
    case 'audit':
      // The audit log is nobody's to read who is not given it.
      return undefined
    case 'stored': {
      const full = company.stored(step, evidence.part)
      return full && full.type !== 'stored' && evidenceSeen(full, step, sight, company)
        ? sift(evidence, { type: keep, of: keep, part: keep, bytes: keep })
        : undefined
    }
  }
}

const passageSieve: Sieve<Passage> = { verb: keep, key: keep, resourceVersion: keep, gates: keepEach }

/** '/registry/<folder, of one or two parts>/<namespace>/<name>', or without a namespace. Written was the subject or an object of a namespace that is seen. */
function seesPassage({ key }: Passage, { subject }: Step, sight: Sight): boolean {
  const parts = key.split('/')
  const namespace = parts.length > 4 ? parts.at(-2) : undefined
  return namespace !== undefined ? seesNamespace(sight, namespace) : sight.cluster || (parts.at(-1) === subject.name && seesRef(sight, subject))
}
