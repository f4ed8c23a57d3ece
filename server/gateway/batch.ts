import type { Entry, ServerEvents } from '../wire/events.ts'

/** Entries that are sent together; `name` is the most telling thing among them: a step, else an amendment, else objects. */
export interface Frame {
  name: keyof Pick<ServerEvents, 'objects' | 'steps' | 'amend'>
  entries: Entry[]
}

export interface Batch {
  add(entry: Entry): void
  /** Sends what is waiting, now. */
  flush(): void
  stop(): void
  readonly busy: boolean
}

/** More delay of the event loop than this and frames are spaced, ms. */
const DELAY = 4
/** Distance of frames while busy, ms. */
const FRAME = 16
/** How long one long delay is remembered: without it calm and busy would alternate. */
const MEMORY = 1000

/**
 * Calm: everything that one turn of the event loop brings leaves at its end (a fraction of a millisecond). When the loop is late, a frame leaves every
 * 16 ms, the first of a burst at once: what costs is the frame and the reader, not its bytes.
 */
export function createBatch(send: (frame: Frame) => void): Batch {
  let waiting: Entry[] = []
  let lastSent = -Infinity
  let busyUntil = -Infinity
  let cancel: (() => void) | undefined

  return {
    add(entry) {
      waiting.push(entry)
      cancel ??= schedule()
    },
    flush,
    stop() {
      cancel?.()
      cancel = undefined
      waiting = []
    },
    get busy() {
      return performance.now() < busyUntil
    },
  }

  function schedule(): () => void {
    const now = performance.now()
    const wait = now < busyUntil ? Math.max(0, lastSent + FRAME - now) : 0
    const due = now + wait
    const run = () => {
      if (performance.now() - due > DELAY) busyUntil = performance.now() + MEMORY
      flush()
    }
    if (wait === 0) {
      const immediate = setImmediate(run)
      return () => clearImmediate(immediate)
    }
    const timer = setTimeout(run, wait)
    return () => clearTimeout(timer)
  }

  function flush() {
    cancel?.()
    cancel = undefined
    if (waiting.length === 0) return
    const entries = waiting
    waiting = []
    lastSent = performance.now()
    send({ name: nameOf(entries), entries })
    if (performance.now() - lastSent > DELAY) busyUntil = performance.now() + MEMORY
  }
}

function nameOf(entries: Entry[]): Frame['name'] {
  if (entries.some((entry) => 'step' in entry)) return 'steps'
  return entries.some((entry) => 'amend' in entry) ? 'amend' : 'objects'
}
