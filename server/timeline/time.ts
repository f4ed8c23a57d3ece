import { timeOf } from './fold.ts'
import type { Recorded } from './record.ts'

type Recall = (id: string) => Recorded | undefined

/** The step's time out of its signals, an inferred one's out of its cause and its proof; then everything around it is put in order. */
export function settle(recorded: Recorded, recall: Recall, changed: (recorded: Recorded) => void): void {
  recorded.at = recorded.proof ? between(recorded, recorded.proof) : timeOf(recorded.signals)
  order(recorded, recall, changed)
  for (const effect of recorded.effects) order(effect, recall, changed)
  follow(recorded, recall, changed)
}

/** What a step proves moves with it. */
function follow(proof: Recorded, recall: Recall, changed: (recorded: Recorded) => void): void {
  for (const implied of proof.implied) {
    const { from, to } = implied.at
    implied.at = between(implied, proof)
    if (implied.at.from !== from || implied.at.to !== to) changed(implied)
    order(implied, recall, changed)
  }
}

/**
 * A cause is never after its effect. A cause of which only the arrival is known happened before its effect was seen at the latest;
 * where both give a time their clocks differ, and the effect's range is widened to hold the cause.
 */
function order(recorded: Recorded, recall: Recall, changed: (recorded: Recorded) => void): void {
  for (const { id } of recorded.causes) {
    const cause = recall(id)
    if (!cause || cause.at.from <= recorded.at.to) continue
    if (cause.timed || cause.proof) {
      recorded.at = { ...recorded.at, to: cause.at.from }
      changed(recorded)
    } else {
      cause.at = { ...cause.at, from: recorded.at.to, to: recorded.at.to }
      changed(cause)
      order(cause, recall, changed)
      follow(cause, recall, changed)
    }
  }
}

/** An inferred step lies between its cause and its proof; one that follows its proof has that as its cause, and no known end. */
function between({ primary, at: { seen } }: Recorded, proof: Recorded) {
  const { from, to } = proof.at
  return { from: primary && primary !== proof ? Math.min(primary.at.to, to) : from, to, seen }
}
