import type { Ref } from './step.ts'

/** The causal tree that one intent, clock or failure set off. Its steps are those whose `story` is its id. */
export interface Story {
  /** Id of its first step. */
  id: string
  key: string
  /** Who began it. */
  component: string
  subject: Ref
  /** What it is about, the subject first: an apply of a Deployment and its Service has both. */
  subjects: Ref[]
  /** open: something is expected or happened lately; done: every object begun in it has reached the end of its lifecycle or is gone; quiet: no step for 60 s. */
  state: 'open' | 'done' | 'quiet'
  /** ms since epoch: first and last step's time as far as known. */
  from: number
  to: number
  /** 0: the story dissolved, all its steps joined another when their cause became known. */
  steps: number
  /** Steps on the way from the first step to the one that reached the goal, in order; the waterfall underlines them. */
  critical: string[]
  /** The longest wait between two neighbours on the critical path. */
  gap?: { before: string; after: string; ms: number }
  namespaces: string[]
  rev: number
}
