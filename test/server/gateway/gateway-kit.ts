import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { io, type Socket } from 'socket.io-client'
import { createOpenAccess } from '../../../server/gateway/access/open.ts'
import type { Assets } from '../../../server/gateway/assets.ts'
import { createGates } from '../../../server/gateway/gates.ts'
import { createGateway, type GatewayOptions } from '../../../server/gateway/gateway.ts'
import type { Catalogue } from '../../../server/wire/component.ts'
import type { Entry, Hello } from '../../../server/wire/events.ts'
import type { Step } from '../../../server/wire/step.ts'

export const text = { caption: '{subject}', act: '{subject}', why: 'x' }
export const catalogue: Catalogue = { lang: 'en', cards: {}, steps: {}, stories: {}, generic: text, rules: {} }
export const noAssets: Assets = { send: () => false }

export function step(seq: number, more: Partial<Step> = {}): Step {
  return {
    id: `s${seq}`,
    seq,
    key: 'kubelet.started',
    component: 'kubelet',
    subject: { kind: 'Pod', apiVersion: 'v1', namespace: 'demo', name: `p${seq}`, uid: `u${seq}` },
    at: { from: seq, to: seq, seen: seq },
    grade: 'observed',
    identity: 'claimed',
    causes: [],
    story: 's1',
    facts: {},
    evidence: [],
    namespaces: ['demo'],
    rev: 1,
    ...more,
  }
}

export const entry = (seq: number, more: Partial<Step> = {}): Entry => ({ seq, at: seq, step: step(seq, more) })
export const object = (seq: number, uid = `u${seq}`): Entry => ({
  seq,
  at: seq,
  object: { ref: { kind: 'Pod', apiVersion: 'v1', name: uid, uid }, rv: String(seq) },
})

export async function openGateway(more: Partial<GatewayOptions> = {}) {
  const faults: unknown[] = []
  const gateway = createGateway({
    about: { cluster: { uid: 'c', name: 'kind', version: 'v1.36.3' }, source: { type: 'cluster', context: 'kind', since: 1 }, cards: [] },
    catalogues: [catalogue],
    assets: noAssets,
    gates: createGates([]),
    access: createOpenAccess(),
    health: { state: 'live', since: 1, kinds: [], faults: {} },
    recent: () => ({ seq: 0, objects: [], pulses: [], stories: [], steps: [] }),
    step: () => undefined,
    failed: (error) => faults.push(error),
    ...more,
  })
  const port = await gateway.listen(0, false)
  return { gateway, port, faults, url: `http://127.0.0.1:${port}` }
}

/** A request as a browser would not let us write it. `whole`: it is sent to its end, else a body that its headers announce never comes. */
export function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET', whole = true) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }))
    })
    request.on('error', reject)
    if (whole) request.end()
    else request.flushHeaders()
  })
}

/** A page, reduced to what it hears. */
export function openPage(url: string, auth?: object, more: object = {}): Page {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...(auth && { auth }), ...more })
  const page: Page = { socket, hellos: [], resets: [], byes: [], entries: [], frames: [], errors: [] }
  socket.on('hello', (hello) => page.hellos.push(hello))
  socket.on('reset', (why) => page.resets.push(why))
  socket.on('bye', (why) => page.byes.push(why))
  socket.on('connect_error', (error: Error & { data?: { status: number } }) => {
    page.errors.push(error.message)
    if (error.data) page.status = error.data.status
  })
  for (const name of ['objects', 'steps', 'amend']) {
    socket.on(name, (entries: Entry[]) => {
      page.frames.push(name)
      page.entries.push(...entries)
    })
  }
  return page
}

export interface Page {
  socket: Socket
  hellos: Hello[]
  resets: string[]
  byes: string[]
  /** Why it was turned away. */
  status?: number
  entries: Entry[]
  frames: string[]
  errors: string[]
}
