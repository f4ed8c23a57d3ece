import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, it } from 'vitest'
import { createGuardedServer } from '../../../server/gateway/server.ts'

it('who sends its head a byte at a time is cut off, long before the minute that Node would give it', async () => {
  const server = createGuardedServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let said = ''
  socket.on('data', (data) => (said += String(data))).on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  const drip = setInterval(() => socket.write('x'), 100)
  try {
    await expect.poll(() => socket.closed).toBe(true)
    // Who still sends may find the answer gone.
    expect(said).toMatch(/^(HTTP\/1\.1 408 |$)/)
  } finally {
    clearInterval(drip)
    server.close()
    server.closeAllConnections()
  }
})
