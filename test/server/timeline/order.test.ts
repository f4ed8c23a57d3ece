import { describe, expect, it } from 'vitest'
import type { Step } from '../../../server/wire/step.ts'
import { random } from '../../support/random.ts'
import { shuffled, toyHistory } from './toy-history.ts'
import { toyTimeline } from './toy-run.ts'

/** What must not depend on arrival. */
function essence(steps: readonly Step[]) {
  const byId = steps.map(({ id, key, causes, story, component, grade, identity, facts, subject }) => ({ id, key, subject: subject.name, causes, story, component, grade, identity, facts }))
  return byId.sort((a, b) => (a.id < b.id ? -1 : 1))
}

const seeds = Array.from({ length: 20 }, (_, at) => at + 1)

describe.each(seeds)('history %d', seed => {
  const history = toyHistory(random(seed))
  const straight = toyTimeline()
  straight.offer(...history)

  it('is told the same when kinds arrive shuffled within 250 ms', () => {
    for (const again of [1, 2, 3]) {
      const run = toyTimeline()
      run.offer(...shuffled(history, random(seed * 100 + again)))
      expect(essence(run.steps())).toEqual(essence(straight.steps()))
      const stories = (of: typeof run) => of.stories().map(({ id, key, steps, state, subjects }) => ({ id, key, steps, state, subjects })).sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(stories(run)).toEqual(stories(straight))
    }
  })

  it('gets the same ids, components and grades from a replica that starts in the middle', () => {
    const middle = Math.floor(history.length / 2)
    const late = toyTimeline()
    late.offer(...history.slice(0, middle).map(delta => ({ ...delta, change: delta.now ? ('listed' as const) : delta.change })))
    const before = late.steps().length
    late.offer(...history.slice(middle))
    const known = new Map(straight.steps().map(step => [step.id, step]))
    expect(late.steps().length).toBeGreaterThan(before)
    for (const { id, key, component, subject } of late.steps()) {
      expect(known.get(id)).toMatchObject({ key, component, subject })
    }
  })

  it('is not changed by deltas that come twice', () => {
    const twice = toyTimeline()
    for (const delta of history) {
      twice.offer(delta)
      expect(twice.offer(delta).filter(entry => 'step' in entry || 'amend' in entry || 'story' in entry)).toEqual([])
    }
    expect(essence(twice.steps())).toEqual(essence(straight.steps()))
  })

  it('holds the laws at every moment of any order', () => {
    const run = toyTimeline()
    const steps = new Map<string, Step>()
    let seq = 0
    for (const delta of shuffled(history, random(seed * 7))) {
      for (const entry of run.offer(delta)) {
        expect(entry.seq).toBe(++seq)
        if ('step' in entry) {
          expect(steps.has(entry.step.id)).toBe(false)
          expect(entry.step).toMatchObject({ seq: entry.seq, rev: 1 })
          steps.set(entry.step.id, entry.step)
        } else if ('amend' in entry) {
          const before = steps.get(entry.amend.id)
          expect(entry.amend).toMatchObject({ seq: before?.seq, rev: (before?.rev ?? NaN) + 1 })
          steps.set(entry.amend.id, entry.amend)
        }
      }
      for (const { causes, at, id, story } of steps.values()) {
        expect(at.from).toBeLessThanOrEqual(at.to)
        expect(steps.has(story)).toBe(true)
        for (const cause of causes) {
          expect(cause.id).not.toBe(id)
          expect(steps.get(cause.id)?.at.from).toBeLessThanOrEqual(at.to)
        }
        const primary = causes[0] && steps.get(causes[0].id)
        if (primary) expect(story).toBe(primary.story)
      }
    }
  })
})
