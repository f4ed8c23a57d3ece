import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Access, Pass, Refusal } from '../../../server/gateway/access.ts'
import type { Sight } from '../../../server/gateway/sight.ts'
import { entry, openGateway, openPage, type Page, until } from './gateway-kit.ts'

const sight = (...namespaces: string[]): Sight => ({ namespaces: new Set(namespaces), cluster: false })
const pass = (seen: Sight, name = 'ann'): Pass => ({ mode: 'kubernetes', name, sight: seen })
const within = (namespace: string, id: string) => ({
  id,
  subject: { kind: 'Pod', apiVersion: 'v1', namespace, name: id, uid: id },
  story: id,
  namespaces: [namespace],
})

/** By token: who it is now. */
let known: Map<string, Pass | Refusal>
let pages: Page[]
let open: Awaited<ReturnType<typeof openGateway>>
beforeEach(async () => {
  pages = []
  known = new Map<string, Pass | Refusal>([
    ['ann', pass(sight('a'))],
    ['amy', pass(sight('a'), 'amy')],
    ['bob', pass(sight('b'), 'bob')],
    ['all', pass({ namespaces: 'all' }, 'root')],
  ])
  const access: Access = {
    gate: { mode: 'kubernetes' },
    look: async ({ bearer }) => known.get(bearer ?? '') ?? { status: 401, sentence: 'no' },
    signIn: () => Promise.resolve({ status: 404, sentence: 'no' }),
    close() {},
  }
  open = await openGateway({ access })
})
afterEach(async () => {
  for (const { socket } of pages) socket.disconnect()
  await open.gateway.close()
})
const join = async (token: string, auth: object = {}) => {
  const page = openPage(open.url, { ...auth, token })
  pages.push(page)
  await until(() => page.hellos.length + page.errors.length > 0)
  return page
}
const ids = (page: Page) => page.entries.flatMap((one) => ('step' in one ? [one.step.id] : []))

it('everybody gets what they may see, numbered as if there were nothing else, encoded once for each sight', async () => {
  const [ann, amy, bob, all] = [await join('ann'), await join('amy'), await join('bob'), await join('all')]
  const stringify = vi.spyOn(JSON, 'stringify')
  open.gateway.entry(entry(1, within('a', 'one')))
  open.gateway.entry(entry(2, within('b', 'two')))
  open.gateway.entry(entry(3, within('a', 'three')))
  await until(() => ids(all).length === 3 && ids(ann).length === 2 && ids(amy).length === 2 && ids(bob).length === 1)
  const frames = stringify.mock.calls.filter(([value]) => Array.isArray(value) && value[0] === 'steps')
  stringify.mockRestore()
  expect(frames).toHaveLength(3)
  expect([ids(ann), ids(amy), ids(bob), ids(all)]).toEqual([['one', 'three'], ['one', 'three'], ['two'], ['one', 'two', 'three']])
  expect(bob.entries.map(({ seq }) => seq)).toEqual([1])
  expect(new Set([ann, amy, bob, all].map(({ hellos }) => hellos[0]!.epoch)).size).toBe(3)
})

it('the place of one sight is no place in another', async () => {
  const all = await join('all')
  open.gateway.entry(entry(1, within('b', 'one')))
  await until(() => ids(all).length === 1)
  const ann = await join('ann', { epoch: all.hellos[0]!.epoch, seq: 0 })
  await until(() => ann.resets.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([ann.resets, ann.entries]).toEqual([['epoch'], []])
})

it('a page that comes back gets what it missed in its own sight', async () => {
  const ann = await join('ann')
  open.gateway.entry(entry(1, within('a', 'one')))
  await until(() => ids(ann).length === 1)
  ann.socket.disconnect()
  open.gateway.entry(entry(2, within('b', 'two')))
  open.gateway.entry(entry(3, within('a', 'three')))
  const back = await join('ann', { epoch: ann.hellos[0]!.epoch, seq: ann.entries.at(-1)!.seq })
  await until(() => ids(back).length === 1)
  expect([ids(back), back.resets]).toEqual([['three'], []])
})

describe('within two seconds', () => {
  it.each<[string, Refusal, string[]]>([
    ['its session is over', { status: 401, sentence: 'no', expired: true }, ['expired']],
    ['its token is no longer valid', { status: 401, sentence: 'no' }, ['revoked']],
    ['nobody can say who it is', { status: 503, sentence: 'no' }, []],
  ])('%s: the page is shown out, and hears nothing more', async (_, refusal, byes) => {
    const [ann, amy] = [await join('ann'), await join('amy')]
    known.set('ann', refusal)
    await until(() => !ann.socket.connected, 2500)
    expect(ann.byes).toEqual(byes)
    open.gateway.entry(entry(1, within('a', 'one')))
    await until(() => ids(amy).length === 1)
    expect(ids(ann)).toEqual([])
    expect(open.gateway.figures.pages).toBe(1)
  })

  it('a changed sight: another hello, a reset, and from then on the other namespace only', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    known.set('ann', pass(sight('b')))
    await until(() => ann.resets.includes('sight'), 2500)
    expect(ann.hellos.map((hello) => (hello as { viewer?: { sees: string[] } }).viewer?.sees)).toEqual([['a'], ['b']])
    expect(ann.hellos[1]!.epoch).toBe(bob.hellos[0]!.epoch)
    open.gateway.entry(entry(1, within('a', 'one')))
    open.gateway.entry(entry(2, within('b', 'two')))
    await until(() => ids(bob).length === 1 && ids(ann).length === 1)
    expect(ids(ann)).toEqual(['two'])
  })
})

it('who asks for rooms and numbers of others gets nothing by it', async () => {
  const [ann, all] = [await join('ann'), await join('all')]
  for (const name of ['join', 'subscribe']) ann.socket.emit(name, all.hellos[0]!.epoch)
  open.gateway.entry(entry(1, within('b', 'two')))
  await until(() => ids(all).length === 1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(ann.entries).toEqual([])
})
