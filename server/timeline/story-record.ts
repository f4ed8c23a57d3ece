import type { Story } from '../wire/story.ts'
import type { Recorded } from './record.ts'

/** A story as the timeline keeps it: as long as one of its steps is remembered. */
export interface StoryRecord {
  readonly root: Recorded
  /** Its remembered steps; `steps` counts the forgotten too. */
  readonly members: Set<Recorded>
  steps: number
  from: number
  to: number
  /** `from`, `to` and `namespaces` have to be taken from the members anew. */
  stale: boolean
  /** Arrival of its last step. */
  seen: number
  /** uids of objects that were begun in this story and have not reached the end of their lifecycle. */
  goals: Set<string>
  /** It has or had a goal. */
  begun: boolean
  /** The step by which a goal was reached last. */
  reached: Recorded | undefined
  /** No step for 60 s and nothing expected. */
  quiet: boolean
  namespaces: string[]
  /** What was last emitted, and when it was. */
  story: Story | undefined
  told: number
  /** Since when a change is put off. */
  held: number
}
