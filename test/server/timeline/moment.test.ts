import { describe, expect, it } from 'vitest'
import type { Step } from '../../../server/wire/step.ts'
import { random } from '../../support/random.ts'
import { shuffled, toyHistory } from './toy-history.ts'
import { toyTimeline } from './toy-run.ts'

/** What must not depend on arrival. */
function essence(steps: readonly Step[]) {
  const byId = steps.map(({ id, key, causes, story, component, grade, identity, facts, subject }) => ({
    id,
    key,
    subject: subject.name,
    causes,
    story,
    component,
    grade,
    identity,
    facts,
  }))
  return byId.sort((a, b) => (a.id < b.id ? -1 : 1))
}

const seeds = Array.from({ length: 20 }, (_, at) => at + 1)

describe.each(seeds)('history %d', (seed) => {
  const history = toyHistory(random(seed))
  const straight = toyTimeline()
  straight.offer(...history)

  it('is told the same when kinds arrive shuffled within 250 ms', () => {
    for (const again of [1, 2, 3]) {
      const run = toyTimeline()
      run.offer(...shuffled(history, random(seed * 100 + again)))
      expect(essence(run.steps())).toEqual(essence(straight.steps()))
      const stories = (of: typeof run) =>
        of
          .stories()
          .map(({ id, key, steps, state, subjects }) => ({ id, key, steps, state, subjects }))
          .sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(stories(run)).toEqual(stories(straight))
    }
  })

  it('gets the same ids, components and grades from a replica that starts in the middle', () => {
    const middle = Math.floor(history.length / 2)
    const late = toyTimeline()
    late.offer(...history.slice(0, middle).map((delta) => ({ ...delta, change: delta.now ? ('listed' as const) : delta.change })))
    const before = late.steps().length
    late.offer(...history.slice(middle))
    const known = new Map(straight.steps().map((step) => [step.id, step]))
    expect(late.steps().length).toBeGreaterThan(before)
    for (const { id, key, component, subject } of late.steps()) {
      expect(known.get(id)).toMatchObject({ key, component, subject })
    }
  })

  it('is not changed by deltas that come twice', () => {
    const twice = toyTimeline()
    for (const delta of history) {
      twice.offer(delta)
      expect(twice.offer(delta).filter((entry) => 'step' in entry || 'amend' in entry || 'story' in entry)).toEqual([])
    }
    expect(essence(twice.steps())).toEqual(essence(straight.steps()))
  })

  it('holds the laws at every moment of any order', () => {
    const run = toyTimeline()
    const steps = new Map<string, Step>()
    const broken: string[] = []
    const law = (holds: boolean, what: string, { key, subject }: Step) => void (holds || broken.push(`${key} ${subject.name}: ${what}`))
    let seq = 0
    for (const delta of shuffled(history, random(seed * 7))) {
      for (const entry of run.offer(delta)) {
        if (entry.seq !== ++seq) broken.push(`seq ${entry.seq} instead of ${seq}`)
        const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
        if (!step) continue
        const before = steps.get(step.id)
        law('step' in entry ? !before : before !== undefined, 'told first once, amended afterwards', step)
        law(step.seq === (before?.seq ?? entry.seq) && step.rev === (before?.rev ?? 0) + 1, 'keeps its seq, counts its rev', step)
        steps.set(step.id, step)
      }
      for (const step of steps.values()) {
        const [primary, ...others] = step.causes.map(({ id }) => steps.get(id))
        law(step.at.from <= step.at.to, 'begins before it ends', step)
        law(steps.has(step.story), 'its story has a first step', step)
        law(!primary || primary.story === step.story, 'is in the story of its primary cause', step)
        for (const cause of [primary, ...others]) law(!cause || (cause !== step && cause.at.from <= step.at.to), 'comes after its causes', step)
      }
    }
    expect(broken).toEqual([])
    expect(steps.size).toBeGreaterThan(50)
  })
})
