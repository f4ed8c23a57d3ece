import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Kind } from '../../../server/cluster/kinds.ts'
import { collectionPath, resources } from '../../../server/cluster/resources.ts'
import type { State } from './state.ts'

/** Bytes that are handed to the socket at a time while a list is streamed. */
const CHUNK = 256 * 1024
const BOOKMARK_EVERY = 30_000

const kindOf = new Map<string, Kind>(Object.values(resources).map((resource) => [collectionPath(resource), resource.kind]))

export interface Api {
  port: number
  /** performance.timeOrigin + now of the first request for objects, ms since epoch. */
  firstRequest(): number | undefined
  forgetRequests(): void
  /** Resolves when all that was written has left for the kernel. */
  drained(): Promise<void>
  close(): void
}

/** /version, /readyz, and list, WatchList and watch of every kind, on loopback. */
export async function serve(state: State): Promise<Api> {
  const watching = new Set<ServerResponse>()
  let first: number | undefined

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    if (url.pathname === '/version') return json(response, { major: '1', minor: '36', gitVersion: 'v1.36.3' })
    if (url.pathname === '/readyz' || url.pathname === '/livez') return void response.end('ok')
    const kind = kindOf.get(url.pathname)
    if (!kind || request.method !== 'GET') return json(response, { kind: 'Status', code: 404, reason: 'NotFound' }, 404)
    if (url.searchParams.get('watch') !== 'true' && url.searchParams.get('watch') !== '1') return list(kind, url.searchParams, response)
    first ??= performance.timeOrigin + performance.now()
    watch(kind, url.searchParams, request, response)
  })

  /** In one page. */
  function list(kind: Kind, query: URLSearchParams, response: ServerResponse): void {
    const name = /^metadata\.name=(.*)$/.exec(query.get('fieldSelector') ?? '')?.[1]
    const items = [...state.of(kind).values()].filter((text) => name === undefined || text.includes(`"metadata":{"name":"${name}"`))
    response.setHeader('content-type', 'application/json')
    response.end(`{"kind":"${kind}List","apiVersion":"v1","metadata":{"resourceVersion":"${state.rv}"},"items":[${items.join(',')}]}`)
  }

  function watch(kind: Kind, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    response.socket?.setNoDelay(true)
    response.setHeader('content-type', 'application/json')
    response.flushHeaders()
    const bookmark = (annotations = '') =>
      `{"type":"BOOKMARK","object":{"kind":"${kind}","metadata":{"resourceVersion":"${state.rv}"${annotations}}}}\n`
    const begin = () => {
      const stop = state.listen(kind, (line) => response.write(line))
      const timer = setInterval(() => response.write(bookmark()), BOOKMARK_EVERY)
      watching.add(response)
      request.on('close', () => {
        stop()
        clearInterval(timer)
        watching.delete(response)
      })
    }
    if (query.get('sendInitialEvents') !== 'true') return begin()
    void stream(response, state.of(kind).values()).then(() => {
      response.write(bookmark(',"annotations":{"k8s.io/initial-events-end":"true"}'))
      begin()
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    firstRequest: () => first,
    forgetRequests: () => (first = undefined),
    async drained() {
      for (const response of watching) if (response.writableNeedDrain) await new Promise((resolve) => response.once('drain', resolve))
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** At the reader's pace. Nothing may change meanwhile: the benchmarks begin their traffic afterwards. */
async function stream(response: ServerResponse, texts: Iterable<string>): Promise<void> {
  let chunk = ''
  for (const text of texts) {
    chunk += `{"type":"ADDED","object":${text}}\n`
    if (chunk.length < CHUNK) continue
    if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve))
    chunk = ''
  }
  response.write(chunk)
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
