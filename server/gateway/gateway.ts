import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { portRefused } from '../errors.ts'
import type { Catalogue } from '../wire/component.ts'
import { type Entry, type Hello, type Snapshot, WIRE } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import type { Evidence, Step } from '../wire/step.ts'
import type { Access } from './access.ts'
import type { Assets } from './assets.ts'
import { createBatch } from './batch.ts'
import { createHttp, nameCatalogue } from './http.ts'
import { createRing } from './ring.ts'
import { createSockets } from './socket.ts'

export interface GatewayOptions {
  about: Pick<Hello, 'cluster' | 'source' | 'cards'>
  catalogues: Catalogue[]
  assets: Assets
  access: Access
  health: Health
  /** What a page that comes now has to be told: the state after the newest entry. */
  recent(): Contents
  /** The world before the first entry and all entries, when a recording is played: pages play it by themselves. */
  recording?: { first: Contents; entries: Entry[] }
  /** By id, while it is remembered. */
  step: (id: string) => Step | undefined
  evidence?: (id: string, part: number) => Evidence | undefined
  failed: (error: unknown) => void
}

/** The state after the entry `seq`; steps oldest first. */
export type Contents = Pick<Snapshot, 'objects' | 'pulses' | 'stories' | 'steps'> & { seq: number }

/** The only room that speaks to browsers. */
export interface Gateway {
  /** Synchronous; seq must ascend. */
  entry(entry: Entry): void
  health(health: Health): void
  /** Listens on loopback; answers the port. `search`: if it is taken, the next free one of the following twenty. */
  listen(port: number, search: boolean): Promise<number>
  close(): Promise<void>
  readonly figures: { pages: number; tooSlow: number; busy: boolean; seq: number }
}

const LOOPBACK = '127.0.0.1'
/** As many as a page can step back. */
const STEPS = 5000

export function createGateway({
  about,
  catalogues,
  assets,
  access,
  health: initial,
  recent,
  recording,
  step,
  evidence,
  failed,
}: GatewayOptions): Gateway {
  const epoch = randomUUID()
  const named = catalogues.map(nameCatalogue)
  const ring = createRing()
  let health = initial
  let told = true

  const hello = (seq = recording?.first.seq ?? ring.newest): Hello => ({
    wire: WIRE,
    epoch,
    seq,
    ...about,
    catalogue: Object.fromEntries(named.map(({ lang, hash }) => [lang, hash])),
  })
  const snapshot = (): Snapshot => {
    const { seq, steps, ...rest } = recording?.first ?? recent()
    return { hello: hello(seq), ...rest, steps: steps.slice(-STEPS), health }
  }

  const app = createHttp(
    access,
    assets,
    named,
    {
      snapshot,
      ...(recording && { recording: { hello: hello(), first: snapshot(), entries: recording.entries } }),
      step,
      evidence: (id, part) => evidence?.(id, part),
    },
    failed,
  )
  // express answers requests; what is slow to send its headers or a body is cut off.
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 1000, maxHeaderSize: 16 * 1024 },
    app,
  )
  const sockets = createSockets(server, access, ring, { hello: () => hello(), health: () => health, settle: () => batch.flush() })
  const batch = createBatch((frame) => sockets.send(frame))

  return {
    entry(entry) {
      ring.add(entry)
      batch.add(entry)
    },
    health(next) {
      health = next
      // Kinds report one by one, in one turn of the event loop; pages hear of it once.
      if (!told) return
      told = false
      setImmediate(() => {
        told = true
        sockets.health(health)
      })
    },
    async listen(port, search) {
      for (let tried = port; ; tried += 1) {
        try {
          return await listenOn(tried)
        } catch (error) {
          const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
          if (!search || !taken || tried >= port + 20) throw portRefused(tried, taken ? 'another program listens there' : (error as Error).message)
        }
      }
    },
    async close() {
      batch.stop()
      await sockets.close()
      server.closeAllConnections()
    },
    get figures() {
      return { pages: sockets.count, tooSlow: sockets.tooSlow, busy: batch.busy, seq: ring.newest }
    },
  }

  function listenOn(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, LOOPBACK, () => {
        server.off('error', reject)
        resolve((server.address() as AddressInfo).port)
      })
    })
  }
}
