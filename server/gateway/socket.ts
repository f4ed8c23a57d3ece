import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { ClientEvents, Entry, Hello, ServerEvents } from '../wire/events.ts'
import type { Health } from '../wire/health.ts'
import type { Access } from './access.ts'
import type { Frame } from './batch.ts'
import { type Connection, createBacklog } from './backlog.ts'
import type { Ring } from './ring.ts'

export interface Sockets {
  /** To every page that keeps up; encoded once, however many they are. */
  send(frame: Frame): void
  health(health: Health): void
  readonly count: number
  /** Pages that were told to start over because they read too slowly. */
  readonly tooSlow: number
  close(): Promise<void>
}

export interface Greeting {
  hello(): Hello
  health(): Health
  /** Sends what waits, so that the ring is what everybody has. */
  settle(): void
}

/** The room of those who get every frame. */
const FOLLOWING = 'following'

/**
 * A page joins with auth {epoch, seq}: it gets `hello`, then what it missed or `reset`, then everything that follows; nothing twice, nothing missing.
 * After `reset` the frames go on: the page fetches /snapshot and drops what is not newer than its seq.
 */
export function createSockets(server: HttpServer, access: Access, ring: Ring, greeting: Greeting): Sockets {
  const io = new Server<ClientEvents, ServerEvents>(server, {
    serveClient: false,
    transports: ['websocket'],
    // 50 pages at 500 steps a second cost 14 % of a core without it, 87 % with it.
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 256 * 1024,
    connectTimeout: 5000,
    pingInterval: 10_000,
    pingTimeout: 8000,
    allowRequest: (request, done) => {
      const refusal = access.refuse(request)
      if (refusal) done(refusal.sentence, false)
      else if (!access.admit()) done('Too many new connections; try again in a second.', false)
      else done(null, true)
    },
  })
  const backlog = createBacklog()
  let tooSlow = 0
  const timer = setInterval(() => io.sockets.sockets.forEach(check), 250).unref()

  io.on('connection', (socket) => {
    greeting.settle()
    const hello = greeting.hello()
    socket.emit('hello', hello)
    socket.emit('health', greeting.health())
    const { epoch, seq } = socket.handshake.auth as { epoch?: unknown; seq?: unknown }
    if (epoch !== hello.epoch || typeof seq !== 'number') socket.emit('reset', 'epoch')
    else {
      const missed = ring.since(seq)
      if (missed) sendMissed(socket, missed)
      else socket.emit('reset', 'too-old')
    }
    void socket.join(FOLLOWING)
  })

  return {
    send: ({ name, entries }) => void io.to(FOLLOWING).emit(name, entries),
    health: (health) => void io.emit('health', health),
    get count() {
      return io.engine.clientsCount
    },
    get tooSlow() {
      return tooSlow
    },
    async close() {
      clearInterval(timer)
      await io.close()
    },
  }

  /** A page that does not read costs memory for every frame: its queue is dropped, and when it reads again it starts over. */
  function check(socket: Socket<ClientEvents, ServerEvents>) {
    switch (backlog.look(socket.conn as unknown as Connection)) {
      case 'behind':
        tooSlow += 1
        void socket.leave(FOLLOWING)
        break
      case 'recovered':
        greeting.settle()
        socket.emit('reset', 'too-slow')
        void socket.join(FOLLOWING)
        break
      case 'lost':
        socket.disconnect(true)
        break
      case 'well':
      case 'waiting':
        break
    }
  }
}

function sendMissed(socket: Socket<ClientEvents, ServerEvents>, missed: Entry[]) {
  if (missed.length > 0) socket.emit('steps', missed)
}
