import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Of loopback. Somebody else may take it meanwhile; then what was to listen on it says so. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
