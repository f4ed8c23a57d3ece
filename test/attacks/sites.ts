import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A site of somebody else, with one page. On 127.0.0.1; the browser is told what it is called. */
export interface Site {
  port: number
  close(): void
}

export async function openSite(html: () => string, port = 0): Promise<Site> {
  const server = createHttp((_request, response) => response.setHeader('content-type', 'text/html').end(html()))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A port that leads to another one, and keeps a copy of all that passes. */
export interface Tap {
  port: number
  /** What browsers sent, what they got: Latin-1, all connections together. */
  sent: string
  got: string
  close(): void
}

export async function openTap(to: number): Promise<Tap> {
  const ends = new Set<Socket>()
  const tap: Tap = { port: 0, sent: '', got: '', close }
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    for (const [one, other, key] of [
      [near, far, 'sent'],
      [far, near, 'got'],
    ] as const) {
      ends.add(one)
      one.on('data', (data: Buffer) => (tap[key] += data.toString('latin1')))
      one.on('error', () => {})
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  tap.port = (server.address() as AddressInfo).port
  return tap

  function close(): void {
    server.close()
    for (const one of ends) one.destroy()
  }
}
