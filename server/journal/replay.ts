import type { Sink, Source } from '../cluster/delta.ts'
import { tapeRefused } from '../errors.ts'
import type { RawLine, TapeRecord } from './format.ts'
import { type Heap, watchHeap } from './heap.ts'
import type { Tape } from './tape.ts'

/** Makes deltas of what a tape holds and gives them to its sink: the cluster room's codec and store. What cannot be read is thrown as an Error. */
export interface Player {
  delta(value: unknown, seen: number): void
  /** One object of the keyframe that playing begins with. */
  object(value: unknown, seen: number): void
  line(line: RawLine, seen: number): void
}

export interface ReplayOptions {
  /** full: as fast as it goes. A number: that many recorded milliseconds per millisecond. */
  pace: 'full' | number
  /** Begin with the world as of this time (ms since epoch): its keyframe comes as `listed`, what followed until then at once. */
  from?: number
}

/** A Source that ends. */
export interface ReplaySource extends Source {
  /** Resolves after the last delta, or after stop(); rejects if the tape turns out to be damaged on the way. */
  readonly ended: Promise<void>
}

/** How long full speed may hold the process before other work gets its turn. */
const SLICE_MS = 20

/** Plays a tape once. Ticks and gaps are on the tape, so nothing is made up here: the same deltas come out at any pace. */
export function createReplaySource(tape: Tape, playInto: (sink: Sink) => Player, { pace, from }: ReplayOptions): ReplaySource {
  let started = false
  let stopped = false
  let wake: (() => void) | undefined
  const ended = Promise.withResolvers<void>()
  ended.promise.catch(() => {})

  return {
    ended: ended.promise,
    start(sink) {
      started = true
      const heap = watchHeap()
      void play(sink, heap).finally(heap.stop).then(ended.resolve, ended.reject)
      return Promise.resolve()
    },
    async stop() {
      stopped = true
      wake?.()
      if (started) await ended.promise.catch(() => {})
      await tape.close()
    },
  }

  async function play(sink: Sink, heap: Heap) {
    const began = performance.now()
    const origin = from ?? tape.header.start
    const player = playInto(sink)
    let slice = began
    let begun = false
    for await (const record of tape.records(from)) {
      if (pace !== 'full') await sleep(began + (record.t - origin) / pace - performance.now())
      else if (performance.now() - slice > SLICE_MS) {
        await new Promise(setImmediate)
        slice = performance.now()
        if (heap.full) throw tapeRefused(tape.file, `all of it takes more memory than this process has (${heap.limit} MiB)`)
      }
      if (stopped) return
      // Only the first keyframe is news; the others repeat what the deltas before them said.
      begun ||= !('key' in record)
      if (!begun || !('key' in record)) hand(player, record)
    }
  }

  function hand(player: Player, record: TapeRecord) {
    try {
      if ('key' in record) for (const value of record.key) player.object(value, record.t)
      else if ('line' in record) player.line(record.line, record.t)
      else player.delta(record.delta, record.t)
    } catch {
      // Why it cannot is said in a programmer's words, some of them the tape's own.
      throw tapeRefused(tape.file, `what it holds of ${new Date(record.t).toISOString()} is not what a recorder writes`)
    }
  }

  function sleep(ms: number): Promise<void> | undefined {
    if (ms <= 1) return undefined
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
