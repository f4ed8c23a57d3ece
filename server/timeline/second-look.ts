import type { Delta } from '../cluster/delta.ts'
import type { Draft } from '../explainers/explainer.ts'
import type { Definition } from './definition.ts'

interface Look {
  definition: Definition
  delta: Delta
  drafts: readonly Draft[]
}

/** Watches of different kinds run up to a quarter of a second apart. */
const after = 300
const most = 4_000

/**
 * A match that reads other objects may have been asked before the watch of their kind had brought them. It is asked once more when they must
 * have come, and what it knows then joins what was told at once: so the outcome does not depend on which watch was ahead.
 */
export class SecondLook {
  readonly #match: (definition: Definition, delta: Delta) => readonly Draft[]
  #waiting: Look[] = []
  /** How many at the front are done with. */
  #done = 0

  constructor(match: (definition: Definition, delta: Delta) => readonly Draft[]) {
    this.#match = match
  }

  expect(definition: Definition, delta: Delta, drafts: readonly Draft[]): void {
    if (this.#waiting.length - this.#done < most && delta.change !== 'tick') this.#waiting.push({ definition, delta, drafts })
  }

  /** What is known by now and was not at first. A match that found something then must still speak of the same: an Event that only gives a name could mean a successor. */
  *due(now: number): Generator<{ definition: Definition; delta: Delta; draft: Draft }> {
    for (; this.#done < this.#waiting.length; this.#done++) {
      const { definition, delta, drafts } = this.#waiting[this.#done]!
      if (now - delta.seen < after) break
      for (const draft of this.#match(definition, delta)) {
        const first = drafts.find(({ subject, discriminator }) => subject.uid === draft.subject.uid && discriminator === draft.discriminator)
        if (first ? !alike(first, draft) : drafts.length === 0) yield { definition, delta, draft }
      }
    }
    if (this.#done === 0 || this.#done * 2 < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#done)
    this.#done = 0
  }
}

function alike(one: Draft, other: Draft): boolean {
  return (
    one.component === other.component &&
    one.evidence.length === other.evidence.length &&
    JSON.stringify([one.facts, one.seeks, one.offers, one.implied]) === JSON.stringify([other.facts, other.seeks, other.offers, other.implied])
  )
}
