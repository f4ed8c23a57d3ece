import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { portRefused } from '../errors.ts'
import type { Catalogue } from '../wire/component.ts'
import { type Entry, type Hello, type Recording, type Snapshot, WIRE } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import type { Evidence } from '../wire/step.ts'
import type { Access } from './access.ts'
import type { Assets } from './assets.ts'
import { createBatch } from './batch.ts'
import { createHttp, nameCatalogue } from './http.ts'
import { createPicture } from './picture.ts'
import { createRing } from './ring.ts'
import { createSockets } from './socket.ts'

export interface GatewayOptions {
  about: Pick<Hello, 'cluster' | 'source' | 'cards'>
  catalogues: Catalogue[]
  assets: Assets
  access: Access
  health: Health
  /** The world before the first entry and all entries, when a recording is played: pages play it by themselves. */
  recording?: { first: Entry[]; entries: Entry[] }
  evidence?: (id: string, part: number) => Evidence | undefined
  failed: (error: unknown) => void
}

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

export function createGateway({ about, catalogues, assets, access, health: initial, recording, evidence, failed }: GatewayOptions): Gateway {
  const epoch = randomUUID()
  const named = catalogues.map(nameCatalogue)
  const ring = createRing()
  const picture = createPicture()
  let health = initial
  recording?.first.forEach(take)

  const hello = (): Hello => ({
    wire: WIRE,
    epoch,
    seq: ring.newest,
    ...about,
    catalogue: Object.fromEntries(named.map(({ lang, hash }) => [lang, hash])),
  })
  const snapshot = (): Snapshot => ({ hello: hello(), ...picture.contents(), health })
  const played: Recording | undefined = recording && { hello: hello(), first: snapshot(), entries: recording.entries }
  // Of a recording the steps can be asked for by id from the start, for links into it.
  const told = new Map(recording?.entries.flatMap((entry) => ('step' in entry ? [[entry.step.id, entry.step]] : 'amend' in entry ? [[entry.amend.id, entry.amend]] : [])))

  const app = createHttp(
    access,
    assets,
    named,
    {
      snapshot,
      ...(played && { recording: played }),
      step: (id) => picture.step(id) ?? told.get(id),
      evidence: (id, part) => evidence?.(id, part),
    },
    failed,
  )
  // express answers requests; what is slow to send its headers or a body is cut off.
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 1000, maxHeaderSize: 16 * 1024 }, app)
  const sockets = createSockets(server, access, ring, { hello, health: () => health, settle: () => batch.flush() })
  const batch = createBatch((frame) => sockets.send(frame))

  return {
    entry(entry) {
      take(entry)
      batch.add(entry)
    },
    health(next) {
      health = next
      sockets.health(next)
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

  function take(entry: Entry) {
    ring.add(entry)
    picture.add(entry)
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
