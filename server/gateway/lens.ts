import { isDeepStrictEqual } from 'node:util'
import type { Card } from '../wire/component.ts'
import type { Entry, Snapshot } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import type { WireObject } from '../wire/object.ts'
import type { Evidence, Step } from '../wire/step.ts'
import { healthSeen } from './lens/health.ts'
import { objectSieve } from './lens/object.ts'
import { componentsSeen, pulseSieve } from './lens/pulse.ts'
import { sift } from './lens/sieve.ts'
import { type Company, evidenceSeen, stepSeen } from './lens/step.ts'
import { StoriesSeen } from './lens/stories.ts'
import { seesRef, seesStep, type Sight } from './sight.ts'

/** The state after the entry `seq`; steps oldest first. */
export type Contents = Pick<Snapshot, 'objects' | 'pulses' | 'stories' | 'steps'> & { seq: number }

/**
 * What viewers of one sight get of a live cluster. It holds what they were told and numbers it in a sequence of its own, without holes from 1, so that
 * nobody can count what is left out. It has to be given every entry, from the moment of `now` on.
 *
 * A step is told while all that it names is seen. When more becomes known of it that names something unseen, what was told before stays: it was true of
 * what is seen, and taking it back would tell of what is not.
 */
export interface Lens {
  /** What viewers get of it. */
  entry(entry: Entry): Entry[]
  /** The state after the newest entry. `all` is what somebody who sees everything gets at this moment. */
  contents(all: Contents): Contents
  /** The step as viewers were told; undefined if it is not for them, as if there were none. */
  step(step: Step): Step | undefined
  evidence(step: Step, evidence: Evidence): Evidence | undefined
  health(health: Health): Health
}

export interface LensOptions {
  sight: Sight
  cards: readonly Card[]
  /** The state that the first entry changes. */
  now: Contents
  /** By id, while it is remembered: as everybody else is told. */
  step(id: string): Step | undefined
  evidence?(id: string, part: number): Evidence | undefined
}

/** As long as the timeline, which amends no step after that, ms. */
const REMEMBERED = 10 * 60_000
const MOST = 20_000

/** What was told of a step, and the whole story that it belonged to then. */
interface Told {
  step: Step
  story: string
}

export function createLens({ sight, cards, now, step: recall, evidence: stored }: LensOptions): Lens {
  /** In the order in which they were told first. */
  const steps = new Map<string, Told>()
  /** Kinds by uid. */
  const objects = new Map<string, string>()
  const components = componentsSeen(cards, sight)
  const company: Company = {
    seen(id) {
      if (steps.has(id)) return true
      const step = recall(id)
      return step !== undefined && seesStep(sight, step)
    },
    stored: (id, part) => stored?.(id, part),
  }
  const stories = new StoriesSeen(sight, company.seen)
  let seq = 0

  for (const object of now.objects) seeObject(object)
  for (const step of now.steps) if (seesStep(sight, step)) tell(step, step.at.seen)
  for (const story of now.stories) stories.take(story, now.steps.at(-1)?.at.seen ?? 0)

  return {
    entry(entry) {
      const { at } = entry
      const told: Entry[] = stories.due(at).map(({ at: then, story }) => ({ seq: ++seq, at: then, story }))
      forget(at)
      if ('step' in entry || 'amend' in entry) told.push(...takeStep('step' in entry ? entry.step : entry.amend, at))
      else if ('object' in entry) {
        const object = seeObject(entry.object)
        if (object) told.push({ seq: ++seq, at, object })
      } else if ('gone' in entry) {
        if (objects.delete(entry.gone)) told.push({ seq: ++seq, at, gone: entry.gone })
      } else if ('pulse' in entry) {
        if (components.has(entry.pulse.component)) told.push({ seq: ++seq, at, pulse: sift(entry.pulse, pulseSieve) })
      } else if ('story' in entry) {
        const story = stories.take(entry.story, at)
        if (story) told.push({ seq: ++seq, at, story })
      } else entry satisfies never
      return told
    },
    contents: (all) =>
      sift(all, {
        seq: () => seq,
        objects: (those) => those.flatMap((object) => (objects.has(object.ref.uid) ? sift(object, objectSieve) : [])),
        pulses: (those) => those.filter(({ component }) => components.has(component)).map((pulse) => sift(pulse, pulseSieve)),
        stories: () => stories.all(),
        steps: () => Array.from(steps.values(), ({ step }) => step),
      }),
    // One that is too old to have been told has no number here.
    step: (step) => steps.get(step.id)?.step ?? (seesStep(sight, step) ? draw(step, undefined, 0) : undefined),
    evidence: (step, evidence) => (seesStep(sight, step) ? evidenceSeen(evidence, step.id, sight, company) : undefined),
    health(health) {
      const counts = new Map<string, number>()
      for (const kind of objects.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
      return healthSeen(health, (kind) => counts.get(kind) ?? 0)
    },
  }

  function seeObject(object: WireObject): WireObject | undefined {
    if (!seesRef(sight, object.ref)) return undefined
    objects.set(object.ref.uid, object.ref.kind)
    return sift(object, objectSieve)
  }

  function takeStep(step: Step, at: number): Entry[] {
    if (!seesStep(sight, step)) return []
    const first = !steps.has(step.id)
    const told = tell(step, at)
    return told ? [first ? { seq, at, step: told } : { seq: ++seq, at, amend: told }] : []
  }

  /** undefined: nothing of it is new to those who see as much. */
  function tell(step: Step, at: number): Step | undefined {
    const before = steps.get(step.id)
    const told = draw(step, before?.step, before?.step.seq ?? ++seq)
    if (before && isDeepStrictEqual({ ...before.step, rev: 0 }, { ...told, rev: 0 })) return undefined
    steps.set(step.id, { step: told, story: step.story })
    stories.put(told, step.story, before?.story, at)
    return told
  }

  function draw(step: Step, before: Step | undefined, number: number): Step {
    const own = { seq: number, story: stories.idFor(step), rev: (before?.rev ?? 0) + 1 }
    // A cause that was told stays told when everybody has forgotten it.
    const seen = (id: string) => company.seen(id) || before?.causes.some((cause) => cause.id === id) === true
    return stepSeen(step, own, sight, { ...company, seen })
  }

  /** Looks at the oldest only. */
  function forget(at: number): void {
    for (const [id, { step, story }] of steps) {
      if (at - step.at.seen <= REMEMBERED && steps.size <= MOST) return
      steps.delete(id)
      stories.forget(step, story)
    }
  }
}
