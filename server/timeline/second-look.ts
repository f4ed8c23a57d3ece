import type { Delta } from '../cluster/delta.ts'
import type { Draft } from '../explainers/explainer.ts'
import { alike } from './alike.ts'
import type { Definition } from './definition.ts'

interface Look {
  definition: Definition
  delta: Delta
  drafts: readonly Draft[]
}

interface Again {
  definition: Definition
  delta: Delta
  draft: Draft
}

const nothing: readonly Again[] = []

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
  due(now: number): readonly Again[] {
    let found: Again[] | undefined
    const begin = this.#done
    for (; this.#done < this.#waiting.length; this.#done++) {
      const { definition, delta, drafts } = this.#waiting[this.#done] as Look
      if (now - delta.seen < after) break
      for (const draft of this.#match(definition, delta)) {
        const first = drafts.find(({ subject, discriminator }) => subject.uid === draft.subject.uid && discriminator === draft.discriminator)
        if (first ? !same(first, draft) : drafts.length === 0) (found ??= []).push({ definition, delta, draft })
      }
    }
    // Moving up the rest is left until it is the smaller part.
    if (this.#done > begin && this.#done * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#done)
      this.#done = 0
    }
    return found ?? nothing
  }
}

function same(one: Draft, other: Draft): boolean {
  return (
    one.component === other.component &&
    one.evidence.length === other.evidence.length &&
    alike(one.facts, other.facts) &&
    alike(one.seeks, other.seeks) &&
    alike(one.offers, other.offers) &&
    alike(one.implied, other.implied)
  )
}
