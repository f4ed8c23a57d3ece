import type { Cause, Evidence, Facts, Grade, Identity, Passage, Ref, Step, Via, When } from '../wire/step.ts'
import type { Definition } from './definition.ts'
import type { Place } from './place.ts'
import { noRules, type Rules } from './rules.ts'
import type { Signal } from './signal.ts'
import type { StoryRecord } from './story-record.ts'

/** Where a cause may be found that is tied in this way. */
export interface Seek {
  via: Via
  place: Place
}

/** A step as the timeline keeps it while it can still be joined, linked or moved. `step` is what was last emitted; emitted steps never change. */
export interface Recorded {
  readonly id: string
  readonly definition: Definition
  readonly subject: Ref
  /** Everything that told of it, best first. */
  signals: Signal[]
  /** Folded from the signals. */
  component: string
  node: string | undefined
  grade: Grade
  identity: Identity
  facts: Facts
  evidence: Evidence[]
  passage: Passage | undefined
  /** First and last resourceVersion among what was written; undefined if only Events tell. */
  rv: { from: string; to: string } | undefined
  /** When it happened by the objects themselves, for choosing causes. */
  claim: { from: number; to: number } | undefined
  at: When
  /** False while `at` is only the arrival. */
  timed: boolean
  /** Where others find it as their cause. */
  places: readonly Place[]
  /** By which it looks for its own. */
  rules: Rules
  /** Empty once it waits no longer. */
  seeks: readonly Seek[]
  causes: Cause[]
  /** Cleared when the cause is forgotten; `causes` keeps its id. */
  primary: Recorded | undefined
  /** Steps whose primary cause it is. Sets are made when something is put in: most steps need none. */
  effects: ReadonlySet<Recorded>
  /** The step that proves this inferred one. */
  proof: Recorded | undefined
  /** Inferred steps that this one proves. */
  implied: ReadonlySet<Recorded>
  /** Intents of the same author on connected objects. */
  allies: ReadonlySet<Recorded>
  story: StoryRecord | undefined
  step: Step | undefined
}

const nobody: ReadonlySet<Recorded> = new Set()

type Relation = 'effects' | 'implied' | 'allies'

export function relate(one: Recorded, as: Relation, other: Recorded): void {
  if (one[as] === nobody) one[as] = new Set([other])
  else (one[as] as Set<Recorded>).add(other)
}

export function unrelate(one: Recorded | undefined, as: Relation, other: Recorded): void {
  if (one) (one[as] as Set<Recorded>).delete(other)
}

/** A step of which nothing is told yet; `seen` is its first arrival. */
export function newRecord(id: string, definition: Definition, subject: Ref, seen: number): Recorded {
  return {
    id,
    definition,
    subject,
    signals: [],
    component: definition.component,
    node: undefined,
    grade: definition.floor,
    identity: 'unknown',
    facts: {},
    evidence: [],
    passage: undefined,
    rv: undefined,
    claim: undefined,
    at: { from: seen, to: seen, seen },
    timed: false,
    places: [],
    rules: noRules,
    seeks: [],
    causes: [],
    primary: undefined,
    effects: nobody,
    proof: undefined,
    implied: nobody,
    allies: nobody,
    story: undefined,
    step: undefined,
  }
}
