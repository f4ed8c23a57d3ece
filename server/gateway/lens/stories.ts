import { isDeepStrictEqual } from 'node:util'
import type { Step } from '../../wire/step.ts'
import type { Story } from '../../wire/story.ts'
import { seesRef, type Sight } from '../sight.ts'
import { refSieve } from './object.ts'
import { keep, keepEach, sift } from './sieve.ts'
import { ELSEWHERE } from './step.ts'

/** A story of which not all is seen is quiet after this long without a step, ms. */
const QUIET_AFTER = 60_000
/** A story that only grows is told this often, ms. */
const PACE = 250

/** A story as far as it is seen: those of its steps that are told. */
interface Part {
  id: string
  /** The step that began it, or the first that is seen of it. */
  first: Step
  /** By id, as told last. */
  steps: Map<string, Step>
  /** Of steps that are forgotten: how many, when, where. */
  past: Pick<Story, 'from' | 'to' | 'steps'> & { namespaces: Set<string> }
  /** As it was told last to who sees everything, and whether all of it is seen here. */
  whole: Story | undefined
  entire: boolean
  told: Story | undefined
}

/**
 * Counts stories anew from the steps that are seen. One that is seen whole ends as it ends; of any other nobody can say that it is done, nor which
 * wait was the longest. One whose first step is not seen has a name of its own, so that two who see different parts of it cannot put them together.
 * When a story is told depends on its seen steps alone, too: not on when the whole was told.
 */
export class StoriesSeen {
  readonly #sight: Sight
  readonly #seen: (step: string) => boolean
  /** By the id of the whole. */
  readonly #parts = new Map<string, Part>()
  /** Parts that have grown, and those that grow quiet if nothing comes; until when they wait, ms since epoch. */
  readonly #grown = new Map<Part, number>()
  readonly #open = new Map<Part, number>()

  constructor(sight: Sight, seen: (step: string) => boolean) {
    this.#sight = sight
    this.#seen = seen
  }

  /** The id under which the story of this step is told. */
  idFor({ id, story }: Step): string {
    return this.#parts.get(story)?.id ?? (id === story || this.#seen(story) ? story : `${ELSEWHERE}-${id}`)
  }

  /** The step as it is told from `now` on belongs to the story `whole`; before that it belonged to `was`. */
  put(step: Step, whole: string, was: string | undefined, now: number): void {
    if (was !== undefined && was !== whole) this.#leave(was, step.id, now)
    let part = this.#parts.get(whole)
    if (!part) {
      const past = { from: Infinity, to: -Infinity, steps: 0, namespaces: new Set<string>() }
      part = { id: step.story, first: step, steps: new Map(), past, whole: undefined, entire: false, told: undefined }
      this.#parts.set(whole, part)
    }
    if (part.first.id === step.id || step.id === part.id) part.first = step
    part.steps.set(step.id, step)
    this.#grow(part, now)
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
    this.#drop(whole, part)
  }

  /** The whole was told; answers what is to be told of the part at once. `now` in ms since epoch. */
  take(whole: Story, now: number): Story | undefined {
    const part = this.#parts.get(whole.id)
    if (!part) return undefined
    part.whole = whole
    part.entire = part.id === whole.id && whole.steps === countOf(part) && whole.subjects.every((subject) => seesRef(this.#sight, subject))
    // What happens elsewhere is no reason to say anything.
    if (part.told && !part.entire && !this.#grown.has(part)) return undefined
    const story = this.#draw(part, now)
    if (!story || (part.told && !turned(part.told, story))) {
      if (story && !same(part.told, story)) this.#grow(part, now)
      return undefined
    }
    return this.#tell(part, now)
  }

  /** Parts whose time has come by `now`, in order, each with that time. */
  due(now: number): { at: number; story: Story }[] {
    const due: { part: Part; at: number }[] = []
    for (const waiting of [this.#grown, this.#open]) {
      for (const [part, at] of waiting) {
        if (at > now) break
        due.push({ part, at })
      }
    }
    return due
      .sort((one, other) => one.at - other.at)
      .flatMap(({ part, at }) => {
        const story = this.#tell(part, at)
        return story ? [{ at, story }] : []
      })
  }

  /** As told last. */
  all(): Story[] {
    return [...this.#parts.values()].flatMap(({ told }) => told ?? [])
  }

  #leave(whole: string, step: string, now: number): void {
    const part = this.#parts.get(whole)
    if (!part?.steps.delete(step)) return
    if (part.first.id === step) part.first = part.steps.values().next().value ?? part.first
    if (countOf(part) === 0 && !part.told) this.#drop(whole, part)
    else this.#grow(part, now)
  }

  #grow(part: Part, now: number): void {
    if (!this.#grown.has(part)) this.#grown.set(part, now + PACE)
  }

  #drop(whole: string, part: Part): void {
    this.#parts.delete(whole)
    this.#grown.delete(part)
    this.#open.delete(part)
  }

  /** undefined: it is as it was told, or the whole was not told yet. */
  #tell(part: Part, now: number): Story | undefined {
    const story = this.#draw(part, now)
    this.#grown.delete(part)
    this.#open.delete(part)
    if (!story) return undefined
    if (story.steps === 0) this.#drop(part.whole?.id ?? '', part)
    else if (story.state === 'open' && !part.entire) this.#open.set(part, lastOf(part) + QUIET_AFTER)
    if (same(part.told, story)) return undefined
    part.told = story
    return story
  }

  /** undefined: the whole was not told yet, or nothing is left of what was never told. */
  #draw(part: Part, now: number): Story | undefined {
    const { first, past, told, whole } = part
    if (!whole) return undefined
    const steps = [...part.steps.values()]
    const count = countOf(part)
    const rev = (told?.rev ?? 0) + 1
    if (count === 0) return told && { ...told, state: 'quiet', steps: 0, critical: [], rev }
    const begun = part.id === whole.id
    const entire = part.entire && whole.critical.every(this.#seen)
    return sift(whole, {
      id: () => part.id,
      key: () => first.key,
      component: () => (begun ? first.component : ELSEWHERE),
      subject: () => sift(first.subject, refSieve),
      subjects: (subjects) =>
        (begun ? subjects.filter((subject) => seesRef(this.#sight, subject)) : [first.subject]).map((subject) => sift(subject, refSieve)),
      state: (state) => (entire ? state : now < lastOf(part) + QUIET_AFTER ? 'open' : 'quiet'),
      from: () => steps.reduce((from, { at }) => Math.min(from, at.from), past.from),
      to: () => steps.reduce((to, { at }) => Math.max(to, at.to), past.to),
      steps: () => count,
      critical: (critical) => (entire ? keepEach(critical) : []),
      gap: (gap) => (entire ? sift(gap, { before: keep, after: keep, ms: keep }) : undefined),
      namespaces: () => [...new Set([...past.namespaces, ...steps.flatMap(({ namespaces }) => namespaces)])].sort(),
      rev: () => rev,
    })
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

/** It has become another, and not only longer. */
function turned(told: Story, story: Story): boolean {
  return told.state !== story.state || told.component !== story.component || told.subjects.length !== story.subjects.length || story.steps === 0
}

function same(told: Story | undefined, story: Story): boolean {
  return told !== undefined && isDeepStrictEqual({ ...told, rev: 0 }, { ...story, rev: 0 })
}
