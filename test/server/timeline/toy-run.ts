import type { Delta } from '../../../server/cluster/delta.ts'
import type { Explainer } from '../../../server/explainers/explainer.ts'
import { createTimeline } from '../../../server/timeline/timeline.ts'
import type { Entry } from '../../../server/wire/events.ts'
import type { Step } from '../../../server/wire/step.ts'
import type { Story } from '../../../server/wire/story.ts'
import { createEnv } from '../../../server/world/create-env.ts'
import { createWorld } from '../../../server/world/create-world.ts'
import { toyExplainers } from '../../support/toy-explainers.ts'

/** A timeline over a world of its own, as the pipeline wires it. */
export function toyTimeline(explainers: readonly Explainer[] = toyExplainers) {
  const world = createWorld()
  const env = createEnv({ version: 'v1.36.3', uid: 'cluster' })
  const timeline = createTimeline({ explainers, env, world })
  const entries: Entry[] = []
  return {
    timeline,
    entries,
    offer(...deltas: Delta[]): Entry[] {
      const told = deltas.flatMap((delta) => {
        world.apply(delta)
        env.apply(delta)
        return timeline.offer(delta)
      })
      entries.push(...told)
      return told
    },
    /** Every step as it was told last, in order of first telling. */
    steps(): Step[] {
      const last = new Map<string, Step>()
      for (const entry of entries) {
        if ('step' in entry) last.set(entry.step.id, entry.step)
        if ('amend' in entry) last.set(entry.amend.id, entry.amend)
      }
      return [...last.values()]
    },
    /** As they were told last, with what was put off. */
    stories(): Story[] {
      entries.push(...timeline.end())
      const last = new Map<string, Story>()
      for (const entry of entries) if ('story' in entry) last.set(entry.story.id, entry.story)
      return [...last.values()].filter(({ steps }) => steps > 0)
    },
    step(key: string, name?: string): Step {
      const found = this.steps().filter((one) => one.key === key && (name === undefined || one.subject.name === name))
      if (found.length !== 1) throw new Error(`${found.length} steps ${key} ${name ?? ''}`)
      return found[0] as Step
    },
  }
}
