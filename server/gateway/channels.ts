import { randomUUID } from 'node:crypto'
import type { Card } from '../wire/component.ts'
import type { Entry } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import type { Evidence, Step } from '../wire/step.ts'
import { type Batch, createBatch, type Frame } from './batch.ts'
import { type Contents, createLens } from './lens.ts'
import { createRing, type Ring } from './ring.ts'
import { isWhole, keyOf, type Sight } from './sight.ts'

/** What all viewers of one sight share: numbers, past and frames of their own, so that nothing can be read from what is left out. */
export interface Channel {
  readonly epoch: string
  /** Name of its socket.io room. */
  readonly room: string
  readonly ring: Ring
  readonly batch: Batch
  contents(): Contents
  health(health: Health): Health
  step(id: string): Step | undefined
  evidence(id: string, part: number): Evidence | undefined
}

export interface Channels {
  /** The one of this sight; made when nobody has had it for a while. */
  of(sight: Sight): Channel
  entry(entry: Entry): void
  [Symbol.iterator](): Iterator<Channel>
  /** The one of those who see everything; it always exists. */
  readonly whole: Channel
  stop(): void
}

/** As the timeline tells it to who sees everything. */
export interface Told {
  cards: readonly Card[]
  recent(): Contents
  step(id: string): Step | undefined
  evidence(id: string, part: number): Evidence | undefined
}

interface Held extends Channel {
  entry(entry: Entry): void
  used: number
}

/** How long the numbers of a sight are kept without anybody, ms: a page that comes back within it gets what it missed. */
const LINGER = 5 * 60_000

export function createChannels(told: Told, send: (room: string, frame: Frame) => void, now = () => performance.now()): Channels {
  const whole = wholeChannel(told, send)
  const others = new Map<string, Held>()

  return {
    whole,
    of(sight) {
      if (isWhole(sight)) return whole
      const key = keyOf(sight)
      let found = others.get(key)
      if (!found) {
        sweep()
        others.set(key, (found = sightChannel(sight, told, send)))
      }
      found.used = now()
      return found
    },
    entry(entry) {
      whole.entry(entry)
      if (others.size > 0) for (const one of others.values()) one.entry(entry)
    },
    *[Symbol.iterator]() {
      sweep()
      yield whole
      yield* others.values()
    },
    stop() {
      for (const one of [whole, ...others.values()]) one.batch.stop()
    },
  }

  function sweep() {
    for (const [key, one] of others) {
      if (now() - one.used < LINGER) continue
      one.batch.stop()
      others.delete(key)
    }
  }
}

function wholeChannel({ recent, step, evidence }: Told, send: (room: string, frame: Frame) => void) {
  const { ring, batch, ...base } = frame(send)
  return {
    ...base,
    ring,
    batch,
    contents: recent,
    health: (health: Health) => health,
    step,
    evidence,
    entry(entry: Entry) {
      ring.add(entry)
      batch.add(entry)
    },
  }
}

function sightChannel(sight: Sight, { cards, recent, step, evidence }: Told, send: (room: string, frame: Frame) => void): Held {
  const first = recent()
  const lens = createLens({ sight, cards, now: first, step, evidence })
  const { ring, batch, ...base } = frame(send, lens.contents(first).seq)
  return {
    ...base,
    ring,
    batch,
    used: 0,
    contents: () => lens.contents(recent()),
    health: lens.health,
    step(id) {
      const found = step(id)
      return found && lens.step(found)
    },
    evidence(id, part) {
      const [of, found] = [step(id), evidence(id, part)]
      return of && found && lens.evidence(of, found)
    },
    entry(entry) {
      for (const seen of lens.entry(entry)) {
        ring.add(seen)
        batch.add(seen)
      }
    },
  }
}

function frame(send: (room: string, frame: Frame) => void, from = 0): Pick<Channel, 'epoch' | 'room' | 'ring' | 'batch'> {
  const epoch = randomUUID()
  return { epoch, room: epoch, ring: createRing(undefined, from), batch: createBatch((each) => send(epoch, each)) }
}
