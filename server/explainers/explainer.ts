import type { Delta } from '../cluster/delta.ts'
import type { Kind } from '../cluster/kinds.ts'
import type { Card, CardText, StepText } from '../wire/component.ts'
import type { Evidence, Facts, Grade, Passage, Ref, Via } from '../wire/step.ts'
import type { Env, World } from '../world/world.ts'

/** What `match` recognised: a step that timeline still has to identify, grade, link and place. */
export interface Draft<F extends Facts = Facts> {
  subject: Ref
  /**
   * What makes this occurrence unique for its subject, from the objects alone, never from arrival, seq or resourceVersion:
   * container + restartCount, from -> to with generation, node, lastTransitionTime. '' if it can happen once only.
   * A second signal of the same occurrence (the Event after the field) must yield the same discriminator; it then joins as evidence.
   */
  discriminator: string
  /** What the sentences may name. Slots or grouping that only a later signal knows are added by joining; values already there are never overwritten by a lower grade. */
  facts: F
  evidence: Evidence[]
  /** Exact or bounded time out of the objects, ms. Without it: `delta.seen` for both (or the gap). */
  at?: { from: number; to: number }
  /**
   * Overrides the folder's component, for 'client/<manager>' and 'unknown'. When a later signal joins (same id), its component replaces 'unknown'
   * and only that: a deletion is emitted at once without an author and gets one by amendment, a known author is never replaced.
   */
  component?: string
  node?: string
  /**
   * Ids under which this step can be found as a cause, besides its subject's uid: 'node:<name>', 'hash:<owner uid>/<hash>',
   * 'trigger:<anything both sides can compute>'. Opaque: `seeks` of the later step carries the very same string, prefix included, or a plain uid.
   */
  offers?: string[]
  /** Where to look for the cause, per via of `because`. 'same' defaults to the subject's uid. What a joining signal brings is looked up too while the step has no cause. */
  seeks?: Partial<Record<Via, string | string[]>>
  passage?: Passage
  /** Facts of companions, per key of `implies`. A key that is absent here is not implied by this occurrence. A companion has this draft's subject, node and discriminator. */
  implied?: Record<string, Facts>
  /** Set when the author conflicts with the catalogue: the step is then at most 'correlated'. */
  conflict?: true
}

export interface StepDefinition<K extends Kind = Kind, F extends Facts = Facts> {
  on: K | readonly K[]
  /** Prefixes of changed paths (any one suffices), or Event reasons when on is 'Event'. Only consulted for `updated` and `relisted`, and for Events. */
  when?: readonly string[]
  /** Default: added, updated, deleted, relisted. */
  change?: readonly Delta['change'][]
  /**
   * Kinds that match reads through world, `on` included implicitly. A match that asked world something is asked once more, of the same delta, 300 ms
   * later: then watches of other kinds that were behind have caught up. What it then adds joins the step; another subject or discriminator than at first is not taken.
   */
  reads?: readonly Kind[]
  /** Possible causes, looked for where the draft `seeks`. Primary is the latest of those found that lie before this step; order breaks ties, so the most specific comes first. */
  because?: readonly { key: string; via: Via }[]
  /** What must have happened outside the API when this step is seen: time lies between the cause `after` (a step key, looked up like a cause) and this step. */
  implies?: readonly { key: string; after?: { key: string; via: Via }; open?: true }[]
  /** What kind of beginning it is when it has no cause; its texts then need a title in `stories`. Without it a step that has no cause yet begins a story of its own too, but is shown as "cause not seen". */
  opens?: 'intent' | 'clock' | 'failure'
  /** Reaching it closes the story of this subject's lifecycle. */
  closes?: true
  /** Bounds of the grade, which is computed from the evidence: never worse than `floor` (unless a conflict or a gap stands against it), never better than `ceiling`. */
  floor: Grade
  ceiling: Grade
  match?: (delta: Delta<K>, world: World, env: Env) => Draft<F> | Draft<F>[] | undefined
}

/** Inferred companions have no match: they are emitted by another step's `implies`. */
export function step<K extends Kind, F extends Facts>(definition: StepDefinition<K, F>): StepDefinition<NoInfer<K>, NoInfer<F>> {
  return definition
}

// oxlint-disable-next-line typescript/no-explicit-any -- a component's steps differ in kind and facts; each is checked where it is written
export type Steps = Record<string, StepDefinition<any, any>>

/** `satisfies Texts<typeof steps>`: a missing step or language is a compile error. */
export type Texts<S extends Steps> = {
  card: CardText
  steps: { [N in keyof S]: StepText }
  /** Titles of stories that begin with this step; needed where `opens` is set. */
  stories?: { [N in keyof S]?: string }
  /** Sentences for evidence rules this component names. */
  rules?: Record<string, string>
}

export interface Explainer<S extends Steps = Steps> {
  card: Card
  steps: S
  en: Texts<S>
  vi: Texts<S>
}
