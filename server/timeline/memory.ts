import { Queue } from './queue.ts'
import type { Recorded } from './record.ts'

/** How long a step can be joined, linked and asked for its evidence. */
export const remembered = 10 * 60_000
const most = 20_000

/** The steps of the last 10 minutes, at most 20,000, in the order in which they were first seen. */
export class Memory {
  readonly #steps = new Queue<Recorded>()
  readonly #forget: (recorded: Recorded) => void

  constructor(forget: (recorded: Recorded) => void) {
    this.#forget = forget
  }

  get(id: string): Recorded | undefined {
    return this.#steps.get(id)
  }

  add(recorded: Recorded): void {
    this.#steps.add(recorded)
  }

  /** Looks at the oldest only, so that it costs nothing when there is nothing to forget. */
  trim(now: number): void {
    for (let oldest = this.#steps.first(); oldest; oldest = this.#steps.first()) {
      if (now - oldest.at.seen <= remembered && this.#steps.size <= most) return
      this.#steps.delete(oldest)
      this.#forget(oldest)
    }
  }

  /** The last of them, oldest first. */
  last(count: number): Recorded[] {
    return [...this.#steps.values()].slice(-count)
  }
}
