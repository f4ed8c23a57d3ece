import { ApiError } from '../errors.ts'
import type { Transport } from './transport.ts'

export interface ProbeOptions {
  transport: Transport
  every: number
  limit: number
  /** Two misses in a row; `since` is when the first of them was asked, ms. Called again with every further miss. */
  onLost: (since: number) => void
  /** The first answer after that. */
  onFound: () => void
}

/** Asks /readyz whether the API server is there: a frozen one keeps its connections open and says nothing. */
export function createProbe({ transport, every, limit, onLost, onFound }: ProbeOptions): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let stop = new AbortController()
  let since = 0
  let misses = 0

  async function ask(): Promise<void> {
    const asked = Date.now()
    if (await answers()) {
      if (misses >= 2) onFound()
      misses = 0
    } else if (!stop.signal.aborted) {
      if (++misses === 1) since = asked
      else onLost(since)
    }
    // From question to question; after a miss sooner, so that a silence is known after 1.5 times `every` and one `limit` at most.
    const wait = misses > 0 ? every / 2 : every
    if (!stop.signal.aborted) timer = setTimeout(() => void ask(), Math.max(0, asked + wait - Date.now()))
  }

  async function answers(): Promise<boolean> {
    try {
      await transport.get({ path: '/readyz', accept: '*/*', signal: stop.signal }, limit)
      return true
    } catch (error) {
      // Not allowed to ask is an answer; not ready is none.
      return error instanceof ApiError && error.status < 500
    }
  }

  return {
    start() {
      stop = new AbortController()
      timer = setTimeout(() => void ask(), every)
    },
    stop() {
      stop.abort()
      clearTimeout(timer)
    },
  }
}
