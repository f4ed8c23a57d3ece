import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { portRefused } from '../errors.ts'
import type { Health } from '../wire/health.ts'
import { type Figures, metrics } from './metrics.ts'

/** What the ops port tells; asked for at each request. */
export interface OpsAnswers {
  health(): Health
  figures(): Figures
  /** kind -> uid -> resourceVersion of everything that is held: equal to the API server's own when nothing is moving. */
  state(): Record<string, Record<string, string>>
}

export interface Ops {
  readonly port: number
  close(): Promise<void>
}

/** /livez /readyz /metrics /state on a port of their own, on loopback. Ready: every kind has been listed once, or may not be. */
export async function openOps(port: number, answers: OpsAnswers): Promise<Ops> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 }, (request, response) => {
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET only\n')
    switch (request.url) {
      case '/livez':
        return send(response, 200, 'text/plain', 'ok\n')
      case '/readyz': {
        const { state } = answers.health()
        return state === 'syncing' ? send(response, 503, 'text/plain', 'syncing\n') : send(response, 200, 'text/plain', 'ok\n')
      }
      case '/metrics':
        return send(response, 200, 'text/plain; version=0.0.4', metrics(answers.health(), answers.figures(), Date.now()))
      case '/state':
        return send(response, 200, 'application/json', JSON.stringify(answers.state()))
      default:
        return send(response, 404, 'text/plain', '/livez /readyz /metrics /state\n')
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(portRefused(port, error.code === 'EADDRINUSE' ? 'another program listens there' : error.message)),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(body)
}
