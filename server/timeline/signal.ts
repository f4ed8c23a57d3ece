import type { Delta } from '../cluster/delta.ts'
import type { Draft } from '../explainers/explainer.ts'
import type { Evidence } from '../wire/step.ts'
import { type Judgement, judge, rank } from './grade.ts'
import type { Definition } from './definition.ts'
import { compareVersions } from './moment.ts'

/** One delta that told of a step. A step is folded from its signals in an order that does not depend on their arrival. */
export interface Signal {
  draft: Draft
  /** A later state of the same Event replaces the earlier one; a change is told once. */
  source: string
  /** Of a second look, when the watches of other kinds had caught up. */
  second: boolean
  /** resourceVersion of the write that was seen. */
  rv: string
  /** Told by an Event, which is stored after what it tells of. */
  told: boolean
  seen: number
  gap: { from: number; to: number } | undefined
  /** When it happened by the objects themselves; whole seconds are ranges of a second. */
  claim: { from: number; to: number } | undefined
  judgement: Judgement
}

export function signal(definition: Definition, draft: Draft, delta: Delta, second: boolean): Signal {
  const told = delta.kind === 'Event'
  const gap = delta.change === 'relisted' && !told ? (delta.gap ?? { from: delta.seen, to: delta.seen }) : undefined
  const object = delta.now ?? delta.was
  return {
    draft,
    source: `${told ? (object?.meta.uid ?? '') : `${object?.meta.uid ?? ''}@${delta.rv}`}${second ? ' again' : ''}`,
    second,
    rv: delta.rv,
    told,
    seen: delta.seen,
    gap,
    claim: claimOf(draft),
    judgement: judge(draft.evidence, {
      floor: definition.floor,
      ceiling: definition.ceiling,
      conflict: draft.conflict === true,
      gap: gap !== undefined,
      anonymous: draft.component === 'unknown',
    }),
  }
}

/** Best first; what remains equal is ordered by the objects, never by arrival. */
export function compareSignals(one: Signal, other: Signal): number {
  return (
    rank(one.judgement) - rank(other.judgement) ||
    Number(one.told) - Number(other.told) ||
    compareVersions(one.rv, other.rv) ||
    Number(other.second) - Number(one.second) ||
    (one.source < other.source ? -1 : one.source > other.source ? 1 : 0)
  )
}

function claimOf({ at, evidence }: Draft): Signal['claim'] {
  if (at) return wholeSeconds(at.from, at.to)
  for (const one of evidence) {
    const time = ownerTime(one)
    if (time !== undefined) return wholeSeconds(time, time)
  }
  return undefined
}

function ownerTime(evidence: Evidence): number | undefined {
  return evidence.type === 'field' ? evidence.owner?.time : undefined
}

/** Kubernetes cuts most of its times to the second: 12:00:05 is anything up to 12:00:05.999. */
function wholeSeconds(from: number, to: number) {
  return { from, to: to % 1000 === 0 ? to + 999 : to }
}
