import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP connection to a port of this machine that can be torn out and plugged in again. */
export interface Cable {
  port: number
  /** Ends what is connected, at once and without a word; nothing gets through until `plug`. */
  cut(): void
  plug(): void
  close(): Promise<void>
}

export async function layCable(to: number): Promise<Cable> {
  const ends = new Set<Socket>()
  let plugged = true
  const server = createServer((near) => {
    if (!plugged) return void near.destroy()
    const far = connect(to, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        ends.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    plugged = false
    for (const one of ends) one.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    plug: () => (plugged = true),
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
