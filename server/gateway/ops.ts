import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from '../config.ts'
import { portRefused } from '../errors.ts'
import type { Health } from '../wire/health.ts'
import type { Gates } from './gates.ts'
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

export interface OpsOptions {
  listen: string
  port: number
  /** /state is served: it lists what exists, so only on loopback or where it was asked for. */
  state: boolean
  /** Asked before /state, and before everything on loopback: browsers get there, while a kubelet calls a Pod by any address. */
  gates: Gates
}

/** /livez /readyz /metrics /state on a port of their own. Ready: every kind has been listed once, or may not be. */
export async function openOps({ listen, port, state, gates }: OpsOptions, answers: OpsAnswers): Promise<Ops> {
  const nothing = (response: ServerResponse) => send(response, 404, 'text/plain', `/livez /readyz /metrics${state ? ' /state' : ''}\n`)
  const server = createServer({ headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 }, (request, response) => {
    const refusal = isLoopback(listen) || request.url === '/state' ? gates.refuse(request, true) : undefined
    if (refusal) return send(response, refusal.status, 'text/plain', `${refusal.sentence}\n`)
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET only\n')
    switch (request.url) {
      case '/livez':
        return send(response, 200, 'text/plain', 'ok\n')
      case '/readyz': {
        const { state: health } = answers.health()
        return health === 'syncing' ? send(response, 503, 'text/plain', 'syncing\n') : send(response, 200, 'text/plain', 'ok\n')
      }
      case '/metrics':
        return send(response, 200, 'text/plain; version=0.0.4', metrics(answers.health(), answers.figures(), Date.now()))
      case '/state':
        return state ? send(response, 200, 'application/json', JSON.stringify(answers.state())) : nothing(response)
      default:
        return nothing(response)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(portRefused(port, error.code === 'EADDRINUSE' ? 'another program listens there' : error.message)),
    )
    server.listen(port, listen, resolve)
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
