import type { Entry } from '../../server/wire/events.ts'
import type { Step } from '../../server/wire/step.ts'
import type { Reel } from './reel.ts'

/** ms that a token needs from one seat to the next. */
const HOP = 350

/** How long a step holds the stage: a hop for being told, a hop for its request, or one for what happens outside the API. */
export const dwell = (step: Step): number => HOP * (step.passage ? (step.causes.length > 0 ? 2 : 1.5) : 1)

const isStep = (entry: Entry | undefined) => entry !== undefined && 'step' in entry

/** Index of the first step entry at or after `from`, -1 if there is none. */
export function nextStep(reel: Reel, from: number): number {
  for (let index = from; index < reel.entries.length; index++) if (isStep(reel.entries[index])) return index
  return -1
}

/** Index of the last step entry before `cursor`, -1 if there is none. */
export function stepBefore(reel: Reel, cursor: number): number {
  for (let index = cursor - 1; index >= 0; index--) if (isStep(reel.entries[index])) return index
  return -1
}

/** The cursor that shows entries[index] and what arrived together with it, up to the next step. */
export function stopAfter(reel: Reel, index: number): number {
  const at = reel.entries[index]!.at
  let cursor = index + 1
  for (let entry = reel.entries[cursor]; entry && !isStep(entry) && entry.at <= at; entry = reel.entries[cursor]) cursor += 1
  return cursor
}

/** Steps ahead of the cursor and at or before `until`; counts no further than `limit`. */
export function stepsUntil(reel: Reel, until: number, limit = Infinity): number {
  let count = 0
  for (let index = reel.cursor; index < reel.entries.length && count < limit; index++) {
    const entry = reel.entries[index]!
    if (entry.at > until) break
    if (isStep(entry)) count += 1
  }
  return count
}
