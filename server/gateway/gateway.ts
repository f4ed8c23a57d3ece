import type { AddressInfo } from 'node:net'
import { portRefused } from '../errors.ts'
import type { Catalogue } from '../wire/component.ts'
import { type Entry, type Hello, type Snapshot, WIRE } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import type { Evidence, Step } from '../wire/step.ts'
import { type Access, type Pass, viewerOf } from './access.ts'
import type { Assets } from './assets.ts'
import { type Channel, createChannels } from './channels.ts'
import type { Gates } from './gates.ts'
import { createHttp, nameCatalogue } from './http.ts'
import type { Contents } from './lens.ts'
import { createGuardedServer } from './server.ts'
import { createRefusals } from './refusals.ts'
import { sourceSeen } from './sight.ts'
import { createSnapshots } from './snapshots.ts'
import { createSockets } from './socket.ts'

export interface GatewayOptions {
  about: Pick<Hello, 'cluster' | 'source' | 'cards'>
  catalogues: Catalogue[]
  assets: Assets
  gates: Gates
  access: Access
  /** Origins that may frame the page. */
  frameAncestors?: readonly string[]
  health: Health
  /** What a page that comes now has to be told: the state after the newest entry. */
  recent(): Contents
  /** The world before the first entry and all entries, when a recording is played: pages play it by themselves. */
  recording?: { first: Contents; entries: Entry[] }
  /** By id, while it is remembered. */
  step: (id: string) => Step | undefined
  evidence?: (id: string, part: number) => Evidence | undefined
  failed: (error: unknown) => void
  /** Somebody was not let in: why, in our words, and their address. */
  refused?: (sentence: string, address: string) => void
}

/** The only room that speaks to browsers. */
export interface Gateway {
  /** Synchronous; seq must ascend. */
  entry(entry: Entry): void
  health(health: Health): void
  /** Answers the port. `search`: if it is taken, the next free one of the following twenty. `address`: loopback if absent. */
  listen(port: number, search: boolean, address?: string): Promise<number>
  close(): Promise<void>
  readonly figures: { pages: number; tooSlow: number; busy: boolean; seq: number; channels: number; refused: number; noise: number }
}

/** As many as a page can step back. */
const STEPS = 5000

export function createGateway(options: GatewayOptions): Gateway {
  const { about, catalogues, assets, gates, access, recent, recording, step, failed } = options
  const named = catalogues.map(nameCatalogue)
  const refusals = createRefusals(options.refused ?? (() => {}))
  const told = { cards: about.cards, recent, step, evidence: (id: string, part: number) => options.evidence?.(id, part) }
  const channels = createChannels(told, (room, frame) => sockets.send(room, frame))
  const snapshots = createSnapshots(failed)
  let { health } = options
  let announced = true

  const channelOf = ({ sight }: Pass) => channels.of(sight)
  const hello = ({ epoch, ring }: Channel, pass?: Pass, seq = recording?.first.seq ?? ring.newest): Hello => ({
    wire: WIRE,
    epoch,
    seq,
    ...about,
    ...(pass && { source: sourceSeen(about.source, pass.sight) }),
    catalogue: Object.fromEntries(named.map(({ lang, hash }) => [lang, hash])),
    ...(pass && { viewer: viewerOf(pass) }),
  })
  const snapshot = (channel: Channel, pass?: Pass): Snapshot => {
    const { seq, steps, ...rest } = recording?.first ?? channel.contents()
    return { hello: hello(channel, pass, seq), ...rest, steps: steps.slice(-STEPS), health: channel.health(health) }
  }

  const app = createHttp({
    gates,
    access,
    assets,
    catalogues: named,
    answers: {
      snapshot(request, response, pass) {
        const channel = channelOf(pass)
        const version = [channel.ring.newest, health, JSON.stringify(viewerOf(pass))]
        return snapshots.send(request, response, channel, version, () => snapshot(channel, pass))
      },
      ...(recording && { recording: { hello: hello(channels.whole), first: snapshot(channels.whole), entries: recording.entries } }),
      step: (id, pass) => channelOf(pass).step(id),
      evidence: (id, part, pass) => channelOf(pass).evidence(id, part),
    },
    refusals,
    frameAncestors: options.frameAncestors ?? [],
    failed,
  })
  const server = createGuardedServer(app)
  const sockets = createSockets(server, { gates, access, refusals, channelOf, hello, health: (channel) => channel.health(health), failed })

  return {
    entry: channels.entry,
    health(next) {
      health = next
      // Kinds report one by one, in one turn of the event loop; pages hear of it once.
      if (!announced) return
      announced = false
      setImmediate(() => {
        announced = true
        for (const channel of channels) sockets.health(channel.room, channel.health(health))
      })
    },
    async listen(port, search, address = '127.0.0.1') {
      for (let tried = port; ; tried += 1) {
        try {
          return await listenOn(tried, address)
        } catch (error) {
          const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
          if (!search || !taken || tried >= port + 20) throw portRefused(tried, taken ? 'another program listens there' : (error as Error).message)
        }
      }
    },
    async close() {
      channels.stop()
      access.close()
      await sockets.close()
      server.closeAllConnections()
    },
    get figures() {
      const { ring, batch } = channels.whole
      const { count: pages, tooSlow, noise } = sockets
      return { pages, tooSlow, noise, busy: batch.busy, seq: ring.newest, channels: [...channels].length, refused: refusals.count }
    },
  }

  function listenOn(port: number, address: string): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, address, () => {
        server.off('error', reject)
        resolve((server.address() as AddressInfo).port)
      })
    })
  }
}
