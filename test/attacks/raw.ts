import { connect, type Socket } from 'node:net'

/** What came back: everything, as Latin-1. */
export interface Answer {
  /** Of the first answer; 0: there was none. */
  status: number
  text: string
  /** The other side closed the connection. */
  closed: boolean
}

/**
 * Sends bytes as they are, and reads until the other side closes, the `enough` is there, or nothing came for `patience` ms.
 * A list of parts is sent one after the other, a turn of the event loop between them.
 */
export function raw(port: number, bytes: string | Buffer | readonly (string | Buffer)[], patience = 30_000, enough?: RegExp): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const end = (closed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, closed })
    }
    let timer = setTimeout(end, patience, false)
    socket.on('connect', () => {
      for (const part of [bytes].flat()) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
    })
    socket.on('data', (data) => {
      text += data.toString('latin1')
      clearTimeout(timer)
      timer = setTimeout(end, patience, false)
      if (enough?.test(text)) end(false)
    })
    socket.on('error', () => {})
    socket.on('close', () => end(true))
  })
}

/** Lines of a request's head, as they are. */
export function head(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** GET with these headers and no others but `Connection: close`. */
export function get(port: number, path: string, headers: readonly string[] = [`Host: localhost:${port}`], method = 'GET'): Promise<Answer> {
  return raw(port, head(`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close'))
}

export const SOCKET = '/socket.io/?EIO=4&transport=websocket'

/** The head that asks for a WebSocket, with these headers and what the protocol wants. */
export function upgradeHead(headers: readonly string[], path = SOCKET): string {
  return head(
    `GET ${path} HTTP/1.1`,
    ...headers,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  )
}

/** A WebSocket without a library: bytes can be wrong, and reading can be left. */
export interface Line {
  socket: Socket
  /** Text frames that came, oldest first. */
  heard: string[]
  closed: boolean
  /** One text frame. */
  say(text: string): void
  /** One frame of this opcode, masked as clients do. */
  frame(opcode: number, payload: Buffer, final?: boolean): void
}

/** Undefined: it was not let in. */
export function openLine(port: number, headers: readonly string[] = [`Host: localhost:${port}`], path = SOCKET): Promise<Line | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let buffer: Buffer = Buffer.alloc(0)
    let open = false
    const line: Line = {
      socket,
      heard: [],
      closed: false,
      say: (text) => line.frame(1, Buffer.from(text)),
      frame: (opcode, payload, final = true) => void socket.write(Buffer.concat([frameHead(opcode, payload.length, final), payload])),
    }
    socket.on('connect', () => socket.write(upgradeHead(headers, path), 'latin1'))
    socket.on('data', (data) => {
      buffer = Buffer.concat([buffer, data])
      if (!open) {
        const end = buffer.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!buffer.toString('latin1').startsWith('HTTP/1.1 101')) return void socket.destroy()
        open = true
        buffer = buffer.subarray(end + 4)
        resolve(line)
      }
      buffer = take(buffer, line)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      line.closed = true
      resolve(undefined)
    })
  })
}

/** With a mask of zeros the payload is sent as it is. */
function frameHead(opcode: number, length: number, final: boolean): Buffer {
  const first = (final ? 0x80 : 0) | opcode
  if (length < 126) return Buffer.from([first, 0x80 | length, 0, 0, 0, 0])
  const head = Buffer.alloc(length < 65_536 ? 8 : 14)
  head[0] = first
  if (length < 65_536) {
    head[1] = 0x80 | 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 0x80 | 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

/** Takes whole frames out of the buffer: text is heard, an end is agreed to. Answers what is left of it. */
function take(buffer: Buffer, { heard, socket }: Line): Buffer {
  for (;;) {
    if (buffer.length < 2) return buffer
    const short = buffer[1]! & 0x7f
    const at = short === 126 ? 4 : short === 127 ? 10 : 2
    if (buffer.length < at) return buffer
    const length = short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short
    if (buffer.length < at + length) return buffer
    const opcode = buffer[0]! & 0x0f
    if (opcode === 1) heard.push(buffer.toString('utf8', at, at + length))
    if (opcode === 8) socket.destroy()
    buffer = buffer.subarray(at + length)
  }
}

/** Engine.io's greeting, then joining with this auth; answers once the server has said anything about it. */
export async function join(line: Line, auth: object | string = {}): Promise<string> {
  line.say(`40${typeof auth === 'string' ? auth : JSON.stringify(auth)}`)
  const end = performance.now() + 30_000
  for (;;) {
    const said = line.heard.find((text) => /^4[04]/.test(text))
    if (said || line.closed || performance.now() > end) return said ?? ''
    await new Promise((again) => setTimeout(again, 10))
  }
}
