import { existsSync, rmSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RegistryMode } from './mode.ts'

// A program of its own: node gate.ts ADDRESS PORT REGISTRY_PORT CONTROL_SOCKET
// It stands before the registry and makes it slow, broken or absent when told so through the control socket.
const [address = '', port = '', registryPort = '', controlSocket = ''] = process.argv.slice(2)
let mode: RegistryMode = { mode: 'normal' }

const gate = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((error: unknown) => {
    console.error(incoming.method, incoming.url, error)
    outgoing.destroy()
  })
})

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  console.log(new Date().toISOString(), mode.mode, incoming.method, incoming.url)
  if (mode.mode === 'fail') {
    outgoing.writeHead(mode.status, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify({ errors: [{ code: mode.status === 401 ? 'UNAUTHORIZED' : 'UNAVAILABLE', message: 'told to fail' }] }))
    return
  }
  if (mode.mode === 'slow') await sleep(mode.ms)
  const onward = request({ host: '127.0.0.1', port: Number(registryPort), method: incoming.method, path: incoming.url, headers: incoming.headers })
  onward.on('response', (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers)
    response.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** refuse = nobody listens: the kernel itself answers "connection refused". */
async function apply(next: RegistryMode): Promise<void> {
  mode = next
  if (next.mode === 'refuse' && gate.listening) {
    const closed = new Promise((resolve) => gate.close(resolve))
    gate.closeAllConnections()
    await closed
  } else if (next.mode !== 'refuse' && !gate.listening) await listen(gate, () => gate.listen(Number(port), address))
}

const control = createServer((incoming, outgoing) => {
  const parts: Buffer[] = []
  incoming.on('data', (part: Buffer) => parts.push(part))
  incoming.on('end', () => {
    const wanted = incoming.method === 'PUT' ? apply(JSON.parse(Buffer.concat(parts).toString()) as RegistryMode) : Promise.resolve()
    wanted.then(
      () => outgoing.end(JSON.stringify(mode)),
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    )
  })
})

function listen(server: Server, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
    start()
  })
}

process.on('SIGTERM', () => process.exit(0))
if (existsSync(controlSocket)) rmSync(controlSocket)
await listen(gate, () => gate.listen(Number(port), address))
await listen(control, () => control.listen(controlSocket))
