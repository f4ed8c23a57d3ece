/** Wrong tokens of everybody together: after ten within a minute no further one is looked at until the oldest is a minute old. */
export interface Attempts {
  failed(): void
  /** Seconds to wait; 0: go on. */
  wait(): number
}

const MOST = 10
const WINDOW = 60_000

export function createAttempts(now = () => performance.now()): Attempts {
  let failures: number[] = []
  return {
    failed: () => void failures.push(now()),
    wait() {
      failures = failures.filter((at) => now() - at < WINDOW).slice(-MOST)
      return failures.length < MOST ? 0 : Math.ceil((failures[0]! + WINDOW - now()) / 1000)
    },
  }
}
