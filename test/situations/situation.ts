import type { Stage } from './stage/stage.ts'

/** One thing that can happen to a cluster. Its folder holds what is expected of it (story.txt) and what a real cluster did (tape, audit). */
export interface Situation {
  title: string
  /** Brings the namespace to where it begins; nobody watches yet. */
  before?(stage: Stage): Promise<void>
  /** What happens, up to the fact that ends it. */
  act(stage: Stage): Promise<void>
}
