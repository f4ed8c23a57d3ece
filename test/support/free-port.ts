import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that systems give to whoever asks for any port (Linux: from 32768), so that nobody takes it by chance before what was meant to listen on it does. */
const FIRST = 20_000
const MANY = 10_000

/** Of loopback. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * MANY)
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return freePort()
  }
  server.close()
  await once(server, 'close')
  return port
}
