/** What of an engine.io connection tells how far its reader is behind; engine.io keeps it out of its types. */
export interface Connection {
  writeBuffer: Packet[]
  transport: { socket?: { bufferedAmount?: number } }
}

interface Packet {
  data?: unknown
}

/** - well: keeps up  - behind: has just fallen behind, its queue is dropped  - waiting: not yet read what was on its way  - recovered  - lost: gave no sign for too long */
export type Standing = 'well' | 'behind' | 'waiting' | 'recovered' | 'lost'

export interface Backlog {
  /** To be called a few times a second for every connection. */
  look(connection: Connection): Standing
}

const BYTES = 2 ** 20
const AGE = 2000
const GIVE_UP = 30_000
/** Looks come four times a second, ms: when more lies between two, it was we who stood still, and no reader's fault. */
const LATE = 500

/**
 * What waits for one reader: packets that engine.io has not handed to the WebSocket yet, and bytes that the WebSocket has not handed to the kernel.
 * Behind: more than 1 MiB, or the oldest packet waits for more than 2 s.
 */
export function createBacklog(clock = () => performance.now()): Backlog {
  let last = clock()
  let now = 0
  const heads = new WeakMap<Connection, { packet: Packet; since: number }>()
  const behind = new WeakMap<Connection, number>()

  return {
    look(connection) {
      const looked = clock()
      now += Math.min(looked - last, LATE)
      last = looked
      const since = behind.get(connection)
      if (since !== undefined) {
        if (connection.writeBuffer.length === 0 && bytesUnderway(connection) === 0) {
          behind.delete(connection)
          return 'recovered'
        }
        return now - since > GIVE_UP ? 'lost' : 'waiting'
      }
      if (!isBehind(connection)) return 'well'
      connection.writeBuffer.length = 0
      heads.delete(connection)
      behind.set(connection, now)
      return 'behind'
    },
  }

  function isBehind(connection: Connection): boolean {
    const [packet] = connection.writeBuffer
    if (!packet) {
      heads.delete(connection)
      return bytesUnderway(connection) > BYTES
    }
    const head = heads.get(connection)
    if (!head || head.packet !== packet) heads.set(connection, { packet, since: now })
    else if (now - head.since > AGE) return true
    return connection.writeBuffer.reduce((sum, each) => sum + bytesOf(each), bytesUnderway(connection)) > BYTES
  }
}

function bytesOf({ data }: Packet): number {
  return typeof data === 'string' ? data.length : 0
}

function bytesUnderway({ transport }: Connection): number {
  return transport.socket?.bufferedAmount ?? 0
}
