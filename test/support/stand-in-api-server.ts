import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A raw object; what is in it beside metadata does not matter here. */
export interface RawObject {
  metadata: { name: string; namespace?: string; uid: string; resourceVersion: string; [field: string]: unknown }
  [field: string]: unknown
}

interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  rv: number
  text: string
}

interface Watcher {
  collection: string
  response: ServerResponse
  /** Nothing more is written, the connection stays. */
  hung: boolean
}

/** Answer to a request instead of the normal one; undefined: the normal one. */
export type Refusal = (request: {
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
}) => { code: number; reason?: string; retryAfter?: number; body?: string } | undefined

/**
 * An API server as far as list and watch go: one revision counter, a log that can be compacted, streamed and paged lists, bookmarks.
 * Collections are named by their path, e.g. '/api/v1/pods'. Its levers break what real networks and servers break.
 */
export class StandInApiServer {
  watchList: 'on' | 'refused' | 'ignored' = 'on'
  /** How a watch from a compacted revision is answered: both happen. */
  expiry: 'status' | 'event' = 'event'
  bookmarkEvery = 200
  pageLimit = 500
  /** Ends watches after the timeoutSeconds that they ask for. */
  punctual = true
  refuse: Refusal = () => undefined
  /** What a review that is posted is answered with, by its kind: a `status`. */
  review: (kind: string, spec: Record<string, unknown>) => object = () => ({})
  /** Requests by path, watches with '?watch'. */
  requests: string[] = []
  connections = 0
  watchers = new Set<Watcher>()
  #objects = new Map<string, Map<string, RawObject>>()
  #log = new Map<string, Change[]>()
  /** Lists of which pages are still to be asked for. */
  #lists = new Map<string, RawObject[]>()
  #sockets = new Set<Socket>()
  #server = createServer((request, response) => this.#answer(request, response))
  #rv = 1000
  #compacted = 0
  #hung = false
  #timer: NodeJS.Timeout | undefined

  async start(port = 0): Promise<number> {
    this.#server.on('connection', (socket) => {
      this.connections++
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => {})
    })
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    this.#timer = setInterval(() => this.#bookmark(), this.bookmarkEvery)
    return this.port
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.reset()
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve))
  }

  // The world.

  put(collection: string, object: RawObject): RawObject {
    const held = this.#collection(collection)
    const type = held.has(object.metadata.uid) ? 'MODIFIED' : 'ADDED'
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#rv) } }
    held.set(object.metadata.uid, stored)
    this.#tell(collection, type, stored)
    return stored
  }

  delete(collection: string, uid: string): void {
    const held = this.#collection(collection)
    const object = held.get(uid)
    if (!object) return
    held.delete(uid)
    this.#tell(collection, 'DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#rv) } })
  }

  uids(collection: string): string[] {
    return [...this.#collection(collection).keys()]
  }

  get(collection: string, uid: string): RawObject | undefined {
    return this.#collection(collection).get(uid)
  }

  state(collection: string): { uid: string; resourceVersion: string }[] {
    return [...this.#collection(collection).values()].map(({ metadata }) => ({ uid: metadata.uid, resourceVersion: metadata.resourceVersion }))
  }

  // The levers.

  /** RST on every connection. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** All watches end as they do when their time is over. */
  endStreams(): void {
    for (const { response } of this.watchers) response.end()
  }

  /** Written as it is into every watch (of one collection). */
  write(text: string, collection?: string): void {
    for (const watcher of this.watchers) if (!watcher.hung && (!collection || watcher.collection === collection)) watcher.response.write(text)
  }

  halfLine(): void {
    for (const watcher of this.watchers) {
      watcher.response.write('{"type":"MODIFIED","object":{"kind":"Pod","metadata":{"name":"ha')
      watcher.response.end()
    }
  }

  /** Watches that exist go silent for ever; with `all`, so does everything that is asked until thaw(). */
  freeze(all = false): void {
    this.#hung = all
    for (const watcher of this.watchers) watcher.hung = true
  }

  thaw(): void {
    this.#hung = false
  }

  compact(): void {
    this.#compacted = this.#rv
    this.#log.clear()
    this.#lists.clear()
  }

  #collection(path: string): Map<string, RawObject> {
    let found = this.#objects.get(path)
    if (!found) this.#objects.set(path, (found = new Map()))
    return found
  }

  #tell(collection: string, type: Change['type'], object: RawObject): void {
    const text = JSON.stringify({ type, object }) + '\n'
    const log = this.#log.get(collection) ?? []
    this.#log.set(collection, log)
    log.push({ type, rv: this.#rv, text })
    this.write(text, collection)
  }

  #bookmark(): void {
    for (const watcher of this.watchers) if (!watcher.hung) watcher.response.write(bookmark(this.#rv))
  }

  #end({ response, hung }: Watcher): void {
    if (hung || !this.punctual) return
    response.write(bookmark(this.#rv))
    response.end()
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://x')
    const watch = query.get('watch') === 'true'
    this.requests.push(path + (watch ? '?watch' : ''))
    if (this.#hung) return
    response.on('error', () => {})
    const refusal = this.refuse({ path, query, headers: request.headers })
    if (refusal) return refused(response, refusal)
    if (request.method === 'POST') return void this.#review(request, response)
    if (path === '/readyz') return void response.end('ok')
    if (path === '/version') return void response.end(JSON.stringify({ major: '1', minor: '36', gitVersion: 'v1.36.3' }))
    if (watch) this.#watch(path, query, response)
    else this.#list(path, query, response)
  }

  async #review(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as { kind: string; spec: Record<string, unknown> }
    response.writeHead(201, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ ...asked, status: this.review(asked.kind, asked.spec) }))
  }

  #list(path: string, query: URLSearchParams, response: ServerResponse): void {
    const [from = 0, at = this.#rv] = query.get('continue')?.split('@').map(Number) ?? []
    if (at < this.#compacted) return refused(response, { code: 410, reason: 'Expired' })
    // All pages of a list show one moment: a later page with a newer state would be a list that no API server gives.
    const snapshot = `${path}@${at}`
    const all = this.#lists.get(snapshot) ?? [...this.#collection(path).values()]
    const limit = Math.min(Number(query.get('limit') ?? Infinity), this.pageLimit)
    const field = query.get('fieldSelector')?.split('=')
    const items = all.slice(from, from + limit).filter((one) => !field || one.metadata.name === field[1])
    const next = from + limit < all.length ? `${from + limit}@${at}` : undefined
    if (next) this.#lists.set(snapshot, all)
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ kind: 'List', metadata: { resourceVersion: String(at), continue: next }, items }))
  }

  #watch(path: string, query: URLSearchParams, response: ServerResponse): void {
    const initial = query.get('sendInitialEvents') === 'true'
    if (initial && this.watchList === 'refused') return refused(response, { code: 422, reason: 'Invalid' })
    const from = Number(query.get('resourceVersion') ?? 0)
    if (!initial && from < this.#compacted) {
      if (this.expiry === 'status') return refused(response, { code: 410, reason: 'Expired' })
      response.write(JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }) + '\n')
      return void response.end()
    }
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.flushHeaders()
    if (initial) {
      for (const object of this.#collection(path).values()) response.write(JSON.stringify({ type: 'ADDED', object }) + '\n')
      if (this.watchList === 'on') response.write(bookmark(this.#rv, true))
    } else for (const change of this.#log.get(path) ?? []) if (change.rv > from) response.write(change.text)
    const watcher = { collection: path, response, hung: initial && this.watchList === 'ignored' }
    this.watchers.add(watcher)
    const timeout = setTimeout(() => this.#end(watcher), Number(query.get('timeoutSeconds') ?? 1_800) * 1_000)
    response.on('close', () => {
      clearTimeout(timeout)
      this.watchers.delete(watcher)
    })
  }
}

function bookmark(rv: number, end = false): string {
  const metadata = { resourceVersion: String(rv), ...(end && { annotations: { 'k8s.io/initial-events-end': 'true' } }) }
  return JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Any', metadata } }) + '\n'
}

function refused(response: ServerResponse, { code, reason = '', retryAfter, body }: NonNullable<ReturnType<Refusal>>): void {
  response.statusCode = code
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter))
  response.end(body ?? JSON.stringify({ kind: 'Status', status: 'Failure', code, reason, message: `refused with ${code}` }))
}
