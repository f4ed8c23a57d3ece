import { createPipeline, type Pipeline } from '../../../server/pipeline.ts'
import type { Hello } from '../../../server/wire/events.ts'
import type { Step } from '../../../server/wire/step.ts'

/** What the server's own pipeline told, kept for looking at. */
export interface Collected {
  pipeline: Pipeline
  /** The newest revision of every step, in the order in which they were first told. */
  steps(): Step[]
  /** resourceVersions of the objects that were there from the start: who answers with one of these has changed nothing. */
  known: ReadonlySet<string>
  /** Explainers that threw, by step key. */
  faults(): Record<string, number>
}

export function collect(cluster: Hello['cluster'], replay: boolean, heard: (namespace: string | undefined) => void = () => {}): Collected {
  const steps = new Map<string, Step>()
  const known = new Set<string>()
  const pipeline = createPipeline(cluster, replay, {
    entries(entries, delta) {
      for (const entry of entries) {
        if ('step' in entry) steps.set(entry.step.id, entry.step)
        else if ('amend' in entry) steps.set(entry.amend.id, entry.amend)
      }
      if (delta.change === 'listed' && delta.now) known.add(delta.now.meta.resourceVersion)
      else heard((delta.now ?? delta.was)?.meta.namespace)
    },
  })
  return { pipeline, steps: () => [...steps.values()], known, faults: () => pipeline.healthNow().faults }
}
