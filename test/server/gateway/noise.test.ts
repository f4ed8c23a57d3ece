import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../support/until.ts'
import { openGateway, openPage, type Page } from './gateway-kit.ts'

let open: Awaited<ReturnType<typeof openGateway>>
let page: Page
beforeEach(async () => {
  open = await openGateway()
  page = openPage(open.url)
  await until(() => page.hellos.length > 0)
})
afterEach(async () => {
  page.socket.disconnect()
  await open.gateway.close()
})

it.each(['__proto__', 'constructor', 'x'.repeat(10_000), 'snapshot'])(
  'a message %.12s that no page sends is counted, the third ends it',
  async (name) => {
    page.socket.emit(name, 1)
    page.socket.emit(name, 2)
    await until(() => open.gateway.figures.noise === 2)
    expect(page.socket.connected).toBe(true)
    page.socket.emit(name, 3)
    await until(() => !page.socket.connected)
    expect(open.gateway.figures.noise).toBe(3)
  },
)

it('more than twenty packets in a second end it, of whatever sort', async () => {
  const { engine } = page.socket.io
  // So many that a second that ends in between leaves enough of them.
  for (let packet = 0; packet < 60; packet++) engine.write('0/nowhere,')
  await until(() => !page.socket.connected)
  expect(open.gateway.figures.noise).toBeGreaterThan(0)
})

it('a packet that cannot be read ends it, and only it', async () => {
  const other = openPage(open.url)
  await until(() => other.hellos.length > 0)
  page.socket.io.engine.write('51-["x",{"_placeholder":true,"num":0}]')
  page.socket.io.engine.write('2{"not":json')
  await until(() => !page.socket.connected)
  expect(other.socket.connected).toBe(true)
  other.socket.disconnect()
})

it('a page that is left alone stays', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect([page.socket.connected, open.gateway.figures.noise]).toEqual([true, 0])
})
