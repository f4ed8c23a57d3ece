import type { Recorded } from './record.ts'

/** How long a step can be joined, linked and asked for its evidence. */
export const remembered = 10 * 60_000
const most = 20_000

/** The steps of the last 10 minutes, at most 20,000, in the order in which they were first seen. */
export class Memory {
  readonly #byId = new Map<string, Recorded>()
  readonly #forget: (recorded: Recorded) => void

  constructor(forget: (recorded: Recorded) => void) {
    this.#forget = forget
  }

  get(id: string): Recorded | undefined {
    return this.#byId.get(id)
  }

  add(recorded: Recorded): void {
    this.#byId.set(recorded.id, recorded)
  }

  /** Looks at the oldest only, so that it costs nothing when there is nothing to forget. */
  trim(now: number): void {
    for (const [id, recorded] of this.#byId) {
      if (now - recorded.at.seen <= remembered && this.#byId.size <= most) return
      this.#byId.delete(id)
      this.#forget(recorded)
    }
  }

  /** The last of them, oldest first. */
  last(count: number): Recorded[] {
    return [...this.#byId.values()].slice(-count)
  }
}
