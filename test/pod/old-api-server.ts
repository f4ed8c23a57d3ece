import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Agent, request } from 'node:https'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubeconfig } from '../faults/server.ts'

/** The real API server as one that is too old to stream lists: it refuses them, so that they are fetched in pages; everything else is passed on. */
export interface OldApiServer {
  /** Of whoever has this token. */
  kubeconfig: string
  close(): Promise<void>
}

export async function openOldApiServer(token: string): Promise<OldApiServer> {
  const of = (field: string) => new RegExp(`^ +${field}: (.+)$`, 'm').exec(readFileSync(kubeconfig(), 'utf8'))?.[1] ?? ''
  const agent = new Agent({ ca: Buffer.from(of('certificate-authority-data'), 'base64'), keepAlive: true })
  const server = createServer((asked, answer) => {
    if (asked.url?.includes('sendInitialEvents')) {
      answer.writeHead(422, { 'content-type': 'application/json' })
      return void answer.end(
        JSON.stringify({ kind: 'Status', code: 422, reason: 'Invalid', message: 'sendInitialEvents is forbidden for watch unless WatchList is on' }),
      )
    }
    const { host: _, ...headers } = asked.headers
    const passed = request(new URL(asked.url ?? '/', of('server')), { method: asked.method, headers, agent }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
      response.on('error', () => answer.destroy())
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-old-'))
  const file = join(folder, 'kubeconfig')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'old',
    clusters: [{ name: 'old', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'old', user: { token } }],
    contexts: [{ name: 'old', context: { cluster: 'old', user: 'old' } }],
  }
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 })
  return {
    kubeconfig: file,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      agent.destroy()
      rmSync(folder, { recursive: true })
    },
  }
}
