import type { Server, Socket } from 'socket.io'

/** A page says nothing once it has joined, apart from a pong every second. Whatever else comes is counted; who goes on is cut off. */
export interface Noise {
  readonly count: number
}

const PACKETS_PER_SECOND = 20
const EVENTS = 3

/** A WebSocket is over when the other side agrees; ws waits 30 s for that, and who never does would hold a connection for as long. */
const PATIENCE = 2000

interface Connection {
  on(name: 'packet' | 'close', heard: () => void): void
  transport: { socket?: { terminate(): void; on(name: 'ping' | 'pong', heard: () => void): void } }
}

// oxlint-disable-next-line typescript/no-explicit-any -- whatever its events are
export function watchNoise(io: Server<any, any, any, any>): Noise {
  let count = 0

  io.engine.on('connection', (connection: Connection) => {
    const { socket } = connection.transport
    connection.on('close', () => setTimeout(() => socket?.terminate(), PATIENCE).unref())
    let packets = 0
    let began = performance.now()
    const heard = () => {
      const now = performance.now()
      if (now - began > 1000) [packets, began] = [0, now]
      packets += 1
      if (packets <= PACKETS_PER_SECOND) return
      count += 1
      // Who sends without end is not asked to agree.
      socket?.terminate()
    }
    connection.on('packet', heard)
    // The WebSocket answers these by itself, and keeps what it cannot send of it.
    for (const frame of ['ping', 'pong'] as const) socket?.on(frame, heard)
  })

  io.on('connection', (socket: Socket) => {
    let events = 0
    socket.onAny(() => {
      count += 1
      events += 1
      if (events >= EVENTS) socket.disconnect(true)
    })
  })

  return {
    get count() {
      return count
    },
  }
}
