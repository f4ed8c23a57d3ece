export interface Backoff {
  /** ms to wait before the next try: doubling, with jitter. */
  next(): number
  reset(): void
}

/**
 * From `least` doubling to `most` (ms), each spread over half to all of it so that kinds do not come back in step. After `calm` ms without a failure it
 * begins anew by itself.
 */
export function createBackoff(least: number, most: number, calm = Infinity): Backoff {
  let current = least
  let last = -Infinity
  return {
    next() {
      const now = performance.now()
      if (now - last > calm) current = least
      last = now
      const wait = current * (0.5 + Math.random() / 2)
      current = Math.min(most, current * 2)
      return wait
    },
    reset() {
      current = least
    },
  }
}
