import { isDeepStrictEqual } from 'node:util'
import type { Step } from '../../wire/step.ts'
import type { Story } from '../../wire/story.ts'
import { type PartialSight, seesRef } from '../sight.ts'
import { refSieve } from './object.ts'
import { keep, keepEach, sift } from './sieve.ts'
import { ELSEWHERE } from './step.ts'

/** A story of which not all is seen is quiet after this long without a step, ms. */
const QUIET_AFTER = 60_000

/** A story as far as it is seen: those of its steps that are told. */
interface Part {
  id: string
  /** The step that began it, or the first that is seen of it. */
  first: Step
  /** By id, as told last. */
  steps: Map<string, Step>
  /** Of steps that are forgotten: how many, when, where. */
  past: Pick<Story, 'from' | 'to' | 'steps'> & { namespaces: Set<string> }
  /** The whole, as it was told last. */
  whole: Story | undefined
  told: Story | undefined
  /** Its steps are others than when it was told. */
  changed: boolean
}

/**
 * Counts stories anew from the steps that are seen. One that is seen whole ends as it ends; of any other nobody can say that it is done, nor which
 * wait was the longest. One whose first step is not seen has a name of its own, so that two who see different parts of it cannot put them together.
 */
export class StoriesSeen {
  readonly #sight: PartialSight
  readonly #seen: (step: string) => boolean
  /** By the id of the whole. */
  readonly #parts = new Map<string, Part>()
  /** Parts told as open that grow quiet at this time if nothing comes, ms since epoch; the earliest first as far as steps arrive in order. */
  readonly #open = new Map<Part, number>()

  constructor(sight: PartialSight, seen: (step: string) => boolean) {
    this.#sight = sight
    this.#seen = seen
  }

  /** The id under which the story of this step is told. */
  idFor({ id, story }: Step): string {
    return this.#parts.get(story)?.id ?? (id === story || this.#seen(story) ? story : `${ELSEWHERE}-${id}`)
  }

  /** The step as it is told now belongs to the story `whole`; before that it belonged to `was`. */
  put(step: Step, whole: string, was: string | undefined): void {
    if (was !== undefined && was !== whole) this.#leave(was, step.id)
    let part = this.#parts.get(whole)
    if (!part) {
      const past = { from: Infinity, to: -Infinity, steps: 0, namespaces: new Set<string>() }
      part = { id: step.story, first: step, steps: new Map(), past, whole: undefined, told: undefined, changed: true }
      this.#parts.set(whole, part)
    }
    if (part.first.id === step.id || step.id === part.id) part.first = step
    part.steps.set(step.id, step)
    part.changed = true
  }

  /** The step will not change any more, and counts all the same. */
  forget(step: Step, whole: string): void {
    const part = this.#parts.get(whole)
    if (!part?.steps.delete(step.id)) return
    const { past } = part
    past.steps += 1
    past.from = Math.min(past.from, step.at.from)
    past.to = Math.max(past.to, step.at.to)
    for (const namespace of step.namespaces) past.namespaces.add(namespace)
    if (part.steps.size > 0) return
    this.#parts.delete(whole)
    this.#open.delete(part)
  }

  /** The whole was told; answers what is to be told of the part. `now` in ms since epoch. */
  take(whole: Story, now: number): Story | undefined {
    const part = this.#parts.get(whole.id)
    if (!part) return undefined
    part.whole = whole
    // What happens elsewhere is no reason to say anything.
    if (!part.changed && !this.#isWhole(part, whole)) return undefined
    const story = this.#tell(part, whole, now)
    if (countOf(part) === 0) this.#parts.delete(whole.id)
    return story
  }

  /** Parts that have grown quiet by `now`, each with the time at which it did. */
  quiet(now: number): { at: number; story: Story }[] {
    const told: { at: number; story: Story }[] = []
    for (const [part, at] of this.#open) {
      if (at > now) break
      const story = part.whole && this.#tell(part, part.whole, at)
      if (story) told.push({ at, story })
    }
    return told
  }

  /** As told last. */
  all(): Story[] {
    return [...this.#parts.values()].flatMap(({ told }) => told ?? [])
  }

  #leave(whole: string, step: string): void {
    const part = this.#parts.get(whole)
    if (!part?.steps.delete(step)) return
    part.changed = true
    if (part.first.id === step) part.first = part.steps.values().next().value ?? part.first
  }

  #tell(part: Part, whole: Story, now: number): Story | undefined {
    const story = this.#draw(part, whole, now)
    part.changed = false
    this.#open.delete(part)
    if (!story || (part.told && same(part.told, story))) return undefined
    if (story.state === 'open' && !this.#isWhole(part, whole)) this.#open.set(part, lastOf(part) + QUIET_AFTER)
    part.told = story
    return story
  }

  /** undefined: nothing is left of what was never told. */
  #draw(part: Part, whole: Story, now: number): Story | undefined {
    const { first, past, told } = part
    const steps = [...part.steps.values()]
    const count = countOf(part)
    const rev = (told?.rev ?? 0) + 1
    if (count === 0) return told && { ...told, state: 'quiet', steps: 0, critical: [], rev }
    const begun = part.id === whole.id
    const seenWhole = this.#isWhole(part, whole)
    return sift(whole, {
      id: () => part.id,
      key: () => first.key,
      component: () => (begun ? first.component : ELSEWHERE),
      subject: () => sift(first.subject, refSieve),
      subjects: (subjects) =>
        (begun ? subjects.filter((subject) => seesRef(this.#sight, subject)) : [first.subject]).map((subject) => sift(subject, refSieve)),
      state: (state) => (seenWhole ? state : now < lastOf(part) + QUIET_AFTER ? 'open' : 'quiet'),
      from: () => steps.reduce((from, { at }) => Math.min(from, at.from), past.from),
      to: () => steps.reduce((to, { at }) => Math.max(to, at.to), past.to),
      steps: () => count,
      critical: (critical) => (seenWhole ? keepEach(critical) : []),
      gap: (gap) => (seenWhole ? sift(gap, { before: keep, after: keep, ms: keep }) : undefined),
      namespaces: () => [...new Set([...past.namespaces, ...steps.flatMap(({ namespaces }) => namespaces)])].sort(),
      rev: () => rev,
    })
  }

  #isWhole(part: Part, whole: Story): boolean {
    return (
      part.id === whole.id &&
      whole.steps === countOf(part) &&
      whole.subjects.every((subject) => seesRef(this.#sight, subject)) &&
      whole.critical.every(this.#seen)
    )
  }
}

function countOf({ steps, past }: Part): number {
  return steps.size + past.steps
}

function lastOf({ steps }: Part): number {
  let last = 0
  for (const { at } of steps.values()) last = Math.max(last, at.seen)
  return last
}

function same(one: Story, other: Story): boolean {
  return isDeepStrictEqual({ ...one, rev: 0 }, { ...other, rev: 0 })
}
