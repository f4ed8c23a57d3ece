import { connect, type Socket } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { ask, entry, openGateway, step } from './gateway-kit.ts'

let open: Awaited<ReturnType<typeof openGateway>>
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await open.gateway.close()
})

it('as long as nothing changes it is made once', async () => {
  const recent = vi.fn(() => ({ seq: 1, objects: [], pulses: [], stories: [], steps: [] }))
  open = await openGateway({ recent })
  const [one, same] = [await ask(open.port, '/snapshot'), await ask(open.port, '/snapshot')]
  expect(recent).toHaveBeenCalledTimes(1)
  expect(same.body).toEqual(one.body)
  open.gateway.entry(entry(1))
  await ask(open.port, '/snapshot')
  expect(recent).toHaveBeenCalledTimes(2)
  open.gateway.health({ state: 'stale', since: 1, kinds: [], faults: {} })
  expect(JSON.parse((await ask(open.port, '/snapshot')).body.toString()).health.state).toBe('stale')
})

it('no further one is made while 64 MiB of others are not read; then it is', async () => {
  const large = step(1, { key: 'x'.repeat(24 * 2 ** 20) })
  let seq = 0
  open = await openGateway({ recent: () => ({ seq, objects: [], pulses: [], stories: [], steps: [large] }) })
  for (let reader = 0; reader < 3; reader++) {
    open.gateway.entry(entry(++seq))
    const socket = connect(open.port, '127.0.0.1', () => socket.write('GET /snapshot HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    sockets.push(socket)
    await new Promise((resolve) => socket.once('readable', resolve))
  }
  open.gateway.entry(entry(++seq))
  const refused = await ask(open.port, '/snapshot')
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1'])
  sockets[0]!.destroy()
  await expect.poll(async () => (await ask(open.port, '/snapshot')).status).toBe(200)
})
