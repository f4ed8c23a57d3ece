import { connect } from 'node:net'

/** Many connections that do one thing slowly. */
export interface Crowd {
  /** How many were let in, and how many of them have heard since that the other side closed. */
  readonly came: number
  readonly left: number
  leave(): void
}

/** Each sends `first`, then `drip` every second; without a drip it never reads. */
export function crowd(port: number, size: number, first: string, drip?: string): Crowd {
  let came = 0
  let left = 0
  const sockets = Array.from({ length: size }, () => {
    const socket = connect(port, '127.0.0.1', () => {
      came += 1
      socket.write(first)
    })
    socket.on('error', () => {})
    socket.on('close', () => (left += 1))
    if (drip === undefined) socket.pause()
    else socket.resume()
    return socket
  })
  const timer = setInterval(() => {
    if (drip !== undefined) for (const socket of sockets) if (socket.writable) socket.write(drip)
  }, 1000)
  return {
    get came() {
      return came
    },
    get left() {
      return left
    },
    leave() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
    },
  }
}
