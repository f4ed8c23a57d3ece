import type { Delta } from '../cluster/delta.ts'
import type { JournalHealth } from '../wire/health.ts'
import { createFolder, NoRoom } from './folder.ts'
import { type About, createRecorder, type Encoder, type Existing, type Recorder, remember } from './recorder.ts'

/**
 * What a live cluster does, as a row of tapes in a folder, each whole by itself; the oldest go when there are too many. Nothing throws while it is
 * kept: what cannot be written is not recorded, is said so, and recording goes on by itself, with a new tape, when it can.
 */
export interface Journal {
  readonly health: JournalHealth
  /** Of all its tapes. */
  readonly bytes: number
  delta(delta: Delta): void
  /** Before this what exists is only remembered. */
  begin(): Promise<void>
  /** What was recorded is on disk when it resolves. */
  close(): Promise<void>
}

export interface JournalOptions {
  folder: string
  /** Bytes that all tapes together stay below. */
  size: number
  about: About
  encode: Encoder
  warn(sentence: string, fields: Record<string, string | undefined>): void
  /** The state is another. */
  changed(): void
  /** When a tape ends and another begins; for tests. */
  turn?: { bytes: number; ms: number }
}

const TURN = { bytes: 64 * 2 ** 20, ms: 24 * 3_600_000 }
/** Nothing that a tape holds may make it too large to be played. */
const PLAIN = 256 * 2 ** 20
/** A disk so slow that this much waits for it is as good as none, and memory is not for that. */
const WAITING = 32 * 2 ** 20
const LOOK_MS = 1000
/** Between tries to go on, ms. */
const RETRY = { first: 2000, most: 60_000 }
const LEAST_ROOM = 64 * 1024

/** @throws CutawayError JOURNAL_REFUSED */
export function openJournal({ folder: where, size, about, encode, warn, changed, turn = TURN }: JournalOptions): Journal {
  const folder = createFolder(where, size)
  const existing: Existing = new Map()
  let health: JournalHealth = { state: 'writing', since: Date.now() }
  let tape: { name: string; recorder: Recorder; began: number } | undefined
  /** What the last tape needed to begin, packed. */
  let keyBytes = 0
  let retry = { at: 0, after: RETRY.first }
  /** One look at a time, as a disk may take long to answer. */
  let looking: Promise<void> | undefined
  /** Tapes that still write what they were given. */
  let ending: Promise<unknown> = Promise.resolve()
  let [begun, closed] = [false, false]
  const timer = setInterval(look, LOOK_MS).unref()

  return {
    get health() {
      return health
    },
    get bytes() {
      return folder.bytes
    },
    delta(delta) {
      if (tape) tape.recorder.delta(delta)
      else remember(existing, delta)
    },
    async begin() {
      begun = true
      look()
      await looking
    },
    async close() {
      closed = true
      clearInterval(timer)
      await looking
      end(tape)
      tape = undefined
      await ending
    },
  }

  function look() {
    if (!begun || closed) return
    if (tape && tape.recorder.size.waiting > WAITING) pause('slow')
    looking ??= goOn()
      .catch((error: NodeJS.ErrnoException) => pause(reasonOf(error), error))
      .finally(() => (looking = undefined))
  }

  async function goOn() {
    if (tape ? isFull(tape) || !(await folder.has(tape.name)) : performance.now() >= retry.at) await next()
  }

  /** A tape that holds little besides its keyframe would be followed by one like it. */
  function isFull({ recorder, began }: NonNullable<typeof tape>): boolean {
    const { bytes, plain } = recorder.size
    return bytes >= Math.max(Math.min(turn.bytes, folder.limit / 8), 2 * keyBytes) || plain >= PLAIN || Date.now() - began >= turn.ms
  }

  /** The tape that ends takes deltas until the new one is open, so that none is missing between them. */
  async function next() {
    await ending
    const free = await folder.look()
    const need = 2 * keyBytes + LEAST_ROOM
    if (need > folder.limit) throw new NoRoom(`${need} bytes are needed`)
    if (health.state === 'paused' && free < need) throw Object.assign(new Error('too little room'), { code: 'ENOSPC' })
    const began = Date.now()
    const name = folder.name(began)
    const recorder = await createRecorder(folder.path(name), encode, {
      existing,
      reserve: (bytes) => folder.reserve(name, bytes),
      failed: (error) => tape?.name === name && pause(reasonOf(error), error),
    })
    const before = tape
    tape = { name, recorder, began }
    const beginning = recorder.begin(about, began)
    end(before)
    const whole = await beginning
    keyBytes = recorder.size.bytes
    if (!whole) return void (await recorder.close().catch(() => folder.remove(name)))
    if (tape?.name !== name) return
    retry = { at: 0, after: RETRY.first }
    if (health.state === 'paused') become({ state: 'writing', since: Date.now() })
  }

  function end(last: typeof tape) {
    if (last) ending = Promise.allSettled([ending, last.recorder.close()])
  }

  function pause(why: NonNullable<JournalHealth['why']>, error?: NodeJS.ErrnoException) {
    end(tape)
    tape = undefined
    retry = { at: performance.now() + retry.after, after: Math.min(2 * retry.after, RETRY.most) }
    if (health.state === 'paused' && health.why === why) return
    become({ state: 'paused', since: health.state === 'paused' ? health.since : Date.now(), why }, error)
  }

  function become(now: JournalHealth, error?: NodeJS.ErrnoException) {
    health = now
    const since = new Date(now.since).toISOString()
    if (now.why) warn(`recording paused: ${said[now.why]}`, { folder: where, since, code: codeOf(error) })
    else warn('recording goes on', { folder: where, since })
    changed()
  }
}

const said: Record<NonNullable<JournalHealth['why']>, string> = {
  full: 'no space left on device',
  'read-only': 'the file system is read-only',
  denied: 'permission denied',
  gone: 'the folder is gone',
  small: '--journal-size is too small for this cluster',
  slow: 'the disk is too slow',
  failed: 'the disk fails',
}

const reasons: Record<string, JournalHealth['why']> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'gone',
  ENOTDIR: 'gone',
}

function reasonOf(error: Error): NonNullable<JournalHealth['why']> {
  if (error instanceof NoRoom) return 'small'
  return reasons[codeOf(error) ?? ''] ?? 'failed'
}

/** The file system's code, which an error of ours has as its cause. */
function codeOf(error: Error | undefined): string | undefined {
  const { cause, code } = (error ?? {}) as { cause?: { code?: string }; code?: string }
  return cause?.code ?? code
}
