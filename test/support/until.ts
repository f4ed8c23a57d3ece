// Taken at once: under vi.useFakeTimers() this clock is still the real one.
import { setTimeout as sleep } from 'node:timers/promises'

const now = performance.now.bind(performance)

/**
 * Polls until it holds. The limit is no measure of anything, only of patience with a machine that has others to serve.
 * @param what is said if it never holds
 * @param limit ms
 */
export async function until(holds: () => boolean | Promise<boolean>, what: string | (() => unknown) = String(holds), limit = 30_000): Promise<void> {
  const end = now() + limit
  while (!(await holds())) {
    if (now() > end) throw new Error(`not within ${limit} ms: ${typeof what === 'string' ? what : String(await what())}`)
    await sleep(10)
  }
}
