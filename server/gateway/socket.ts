import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { ClientEvents, Entry, Hello, ServerEvents } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import { type Access, bearerOf, type Caller, callerOf, isRefusal, type Pass, type Refusal } from './access.ts'
import { type Connection, createBacklog } from './backlog.ts'
import type { Frame } from './batch.ts'
import type { Channel } from './channels.ts'
import type { Gates } from './gates.ts'
import { watchNoise } from './noise.ts'
import type { Refusals } from './refusals.ts'

export interface Sockets {
  /** To every page of the channel that keeps up; encoded once, however many they are. */
  send(room: string, frame: Frame): void
  health(room: string, health: Health): void
  readonly count: number
  /** Pages that were told to start over because they read too slowly. */
  readonly tooSlow: number
  /** Messages that no page of ours sends. */
  readonly noise: number
  close(): Promise<void>
}

export interface SocketsOptions {
  gates: Gates
  access: Access
  refusals: Refusals
  /** The channel of who has this pass. */
  channelOf(pass: Pass): Channel
  hello(channel: Channel, pass: Pass): Hello
  health(channel: Channel): Health
  failed(error: unknown): void
}

interface Seat {
  caller: Caller
  pass: Pass
  channel: Channel
  asking: boolean
}

type Page = Socket<ClientEvents, ServerEvents, Record<string, never>, Seat>

/** Pages that have joined, and connections that have yet to: nobody who never joins takes the place of a page. */
const PAGES = 200
/** Of these one person's, where people have names: nobody takes everybody's. */
const PAGES_EACH = 50
const WAITING = 100
/** How often it is asked anew who may still look, ms. */
const ASK = 1000

/**
 * A page joins with auth {epoch, seq, token}: it gets `hello`, then what it missed or `reset`, then everything that follows; nothing twice, nothing
 * missing. After `reset` the frames go on: the page fetches /snapshot and drops what is not newer than its seq.
 */
export function createSockets(server: HttpServer, { gates, access, refusals, channelOf, hello, health, failed }: SocketsOptions): Sockets {
  const io = new Server<ClientEvents, ServerEvents, Record<string, never>, Seat>(server, {
    serveClient: false,
    transports: ['websocket'],
    // 50 pages at 500 steps a second cost 14 % of a core without it, 87 % with it.
    perMessageDeflate: false,
    httpCompression: false,
    // A page says nothing but its token and its place.
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 5000,
    // So that a page knows within seconds when nobody speaks any more (web/feed/socket.ts).
    pingInterval: 1000,
    pingTimeout: 17_000,
    allowRequest: (request, done) => {
      const refusal = gates.refuse(request)
      if (refusal) done(refusal.sentence, false)
      else if (io.engine.clientsCount - io.sockets.sockets.size >= WAITING || !gates.admit())
        done('Too many new connections; try again in a second.', false)
      else done(null, true)
    },
  })
  // Connections begin as WebSockets and stay what they are: who brings the id of another one would be given its place, and asked by no gate.
  io.engine.use((request: { _query: Record<string, unknown> }, _response: unknown, next: (error?: Error) => void) =>
    next('sid' in request._query ? new Error('no connection is taken over') : undefined),
  )
  const noise = watchNoise(io)
  const backlog = createBacklog()
  let tooSlow = 0
  const timers = [
    setInterval(() => io.sockets.sockets.forEach(checkBacklog), 250).unref(),
    setInterval(() => io.sockets.sockets.forEach((page) => checkPass(page).catch((error) => hangUp(page, error))), ASK).unref(),
  ]

  io.use(async (page, next) => next(await admit(page)))

  io.on('connection', (page) => {
    const { channel, pass } = page.data
    channel.batch.flush()
    greet(page)
    const { epoch, seq } = page.handshake.auth as { epoch?: unknown; seq?: unknown }
    if (epoch !== hello(channel, pass).epoch || typeof seq !== 'number') page.emit('reset', 'epoch')
    else {
      const missed = channel.ring.since(seq)
      if (missed) sendMissed(page, missed)
      else page.emit('reset', 'too-old')
    }
    void page.join(channel.room)
  })

  return {
    send: (room, { name, entries }) => void io.to(room).emit(name, entries),
    health: (room, state) => void io.to(room).emit('health', state),
    get count() {
      return io.sockets.sockets.size
    },
    get tooSlow() {
      return tooSlow
    },
    get noise() {
      return noise.count
    },
    async close() {
      timers.forEach(clearInterval)
      await io.close()
    },
  }

  function greet(page: Page) {
    const { channel, pass } = page.data
    page.emit('hello', hello(channel, pass))
    page.emit('health', health(channel))
  }

  /** A page that does not read costs memory for every frame: its queue is dropped, and when it reads again it starts over. */
  function checkBacklog(page: Page) {
    const { channel } = page.data
    switch (backlog.look(page.conn as unknown as Connection)) {
      case 'behind':
        tooSlow += 1
        void page.leave(channel.room)
        break
      case 'recovered':
        channel.batch.flush()
        page.emit('health', health(channel))
        page.emit('reset', 'too-slow')
        void page.join(channel.room)
        break
      case 'lost':
        page.disconnect(true)
        break
      case 'well':
      case 'waiting':
        break
    }
  }

  /** undefined: it may join; else what it is told. What goes wrong here is ours: it is told, and nobody gets in by it. */
  async function admit(page: Page): Promise<Error | undefined> {
    const caller = callerOfPage(page)
    try {
      const pass = await access.look(caller)
      const answer = isRefusal(pass) ? pass : (crowded(pass) ?? pass)
      if (isRefusal(answer)) {
        refusals.note(caller, answer)
        return Object.assign(new Error(answer.sentence), { data: { status: answer.status } })
      }
      page.data = { caller, pass: answer, channel: channelOf(answer), asking: false }
      return undefined
    } catch (error) {
      failed(error)
      return Object.assign(new Error('this went wrong on the server; its log says why'), { data: { status: 503 } })
    }
  }

  function crowded({ name }: Pass): Refusal | undefined {
    const joined = io.sockets.sockets
    if (joined.size >= PAGES) return full
    const own =
      name === undefined
        ? 0
        : joined
            .values()
            .filter(({ data }) => data.pass.name === name)
            .toArray().length
    return own >= PAGES_EACH ? enough : undefined
  }

  function hangUp(page: Page, error: unknown) {
    failed(error)
    page.disconnect(true)
  }

  /** As if it came anew: sessions end, tokens are replaced, rights change. */
  async function checkPass(page: Page) {
    const seat = page.data
    if (seat.asking) return
    seat.asking = true
    const pass = await access.look(seat.caller)
    seat.asking = false
    if (!page.connected) return
    if (isRefusal(pass)) {
      // Where nobody can say who it is, it comes back until somebody can.
      if (pass.status === 401) page.emit('bye', pass.expired ? 'expired' : 'revoked')
      page.disconnect(true)
      return
    }
    seat.pass = pass
    const channel = channelOf(pass)
    if (channel === seat.channel) return
    const follows = page.rooms.has(seat.channel.room)
    void page.leave(seat.channel.room)
    seat.channel = channel
    channel.batch.flush()
    greet(page)
    page.emit('reset', 'sight')
    // One that is behind follows again when it has recovered.
    if (follows) void page.join(channel.room)
  }
}

const full: Refusal = { status: 503, sentence: `${PAGES} pages are open, which is as many as there may be` }
const enough: Refusal = { status: 503, sentence: `${PAGES_EACH} pages of yours are open, which is as many as one person may have` }

/** The token comes in the handshake's auth, since browsers can give a WebSocket no header. */
function callerOfPage({ handshake, request }: Page): Caller {
  const caller = callerOf(request, Date.now())
  const { token } = handshake.auth as { token?: unknown }
  return token === undefined ? caller : { ...caller, bearer: bearerOf(token) }
}

function sendMissed(page: Page, missed: Entry[]) {
  if (missed.length > 0) page.emit('steps', missed)
}
