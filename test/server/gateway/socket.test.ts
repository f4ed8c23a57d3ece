import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Access, Pass, Refusal } from '../../../server/gateway/access.ts'
import { createGates } from '../../../server/gateway/gates.ts'
import type { Sight } from '../../../server/gateway/sight.ts'
import { until } from '../../support/until.ts'
import { ask, entry, object, openGateway, openPage, type Page } from './gateway-kit.ts'

let pages: Page[] = []
let open: Awaited<ReturnType<typeof openGateway>>
afterEach(async () => {
  for (const { socket } of pages) socket.disconnect()
  pages = []
  await open.gateway.close()
})

const page = (auth?: object, more?: object) => {
  const made = openPage(open.url, auth, more)
  pages.push(made)
  return made
}
const seqs = ({ entries }: Page) => entries.map(({ seq }) => seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
/** A page that has just fetched /snapshot. */
const joined = async (seq = 0) => {
  const first = page()
  await until(() => first.hellos.length > 0)
  first.socket.disconnect()
  const made = page({ epoch: first.hellos[0]!.epoch, seq })
  await until(() => made.hellos.length > 0)
  return made
}

describe('joining', () => {
  it('greets, then sends what follows', async () => {
    open = await openGateway()
    const one = await joined()
    open.gateway.entry(object(1))
    open.gateway.entry(entry(2))
    await until(() => one.entries.length === 2)
    expect(one.resets).toEqual([])
    expect(one.frames).toEqual(['steps'])
  })

  it('sends exactly what was missed', async () => {
    open = await openGateway()
    for (const seq of range(1, 20)) open.gateway.entry(entry(seq))
    const one = await joined(12)
    open.gateway.entry(entry(21))
    await until(() => one.entries.length === 9)
    expect(seqs(one)).toEqual(range(13, 21))
  })

  it.each([
    ['another epoch', { epoch: 'other', seq: 1 }, 'epoch'],
    ['no word', undefined, 'epoch'],
    ['nonsense', { epoch: { a: 1 }, seq: 'x' }, 'epoch'],
  ])('%s: reset', async (_, auth, why) => {
    open = await openGateway()
    const one = page(auth)
    await until(() => one.resets.length > 0)
    expect(one.resets).toEqual([why])
  })

  it('a past that is gone, a future that never was: reset, and frames go on', async () => {
    open = await openGateway()
    for (const seq of range(1, 6000)) open.gateway.entry(object(seq))
    const old = await joined(3)
    const early = await joined(7000)
    await until(() => old.resets.length + early.resets.length === 2)
    expect([...old.resets, ...early.resets]).toEqual(['too-old', 'too-old'])
    open.gateway.entry(entry(6001))
    await until(() => old.entries.length === 1 && early.entries.length === 1)
  })
})

it('a page that is cut off again and again gets every entry exactly once', async () => {
  open = await openGateway()
  const first = await joined()
  const { epoch } = first.hellos[0]!
  let current = first
  const heard: number[] = []
  let seq = 0
  const writer = setInterval(() => {
    for (let burst = 0; burst < 5; burst++) open.gateway.entry(entry(++seq))
  }, 2)
  const written = (more: number, from = seq) => until(() => seq >= from + more)
  for (let cut = 0; cut < 12; cut++) {
    await written(40 + cut * 8)
    if (cut % 2) current.socket.disconnect()
    else current.socket.io.engine.close()
    heard.push(...seqs(current))
    await written((cut * 17) % 100)
    current = page({ epoch, seq: heard.at(-1) ?? 0 })
    await until(() => current.hellos.length > 0)
  }
  clearInterval(writer)
  await until(() => heard.length + current.entries.length >= seq)
  heard.push(...seqs(current))
  expect(heard).toEqual(range(1, seq))
  expect(seq).toBeGreaterThan(200)
})

it('encodes a frame once, however many pages follow', async () => {
  open = await openGateway()
  const three = [await joined(), await joined(), await joined()]
  const stringify = vi.spyOn(JSON, 'stringify')
  open.gateway.entry(entry(1, { key: 'only.once' }))
  await until(() => three.every(({ entries }) => entries.length === 1))
  const calls = stringify.mock.calls.filter(([value]) => Array.isArray(value) && value[0] === 'steps')
  stringify.mockRestore()
  expect(calls).toHaveLength(1)
})

it('a page that does not read is told to start over, and the others notice nothing', async () => {
  open = await openGateway()
  const slow = await joined()
  const fast = await joined()
  const raw = (slow.socket.io.engine.transport as unknown as { ws: { _socket: Socket } }).ws._socket
  raw.pause()
  const padding = 'x'.repeat(200_000)
  let last = 0
  // At the pace of who reads: on a busy machine 30 MB at once would be too much for anybody.
  const send = async () => {
    open.gateway.entry(entry(++last, { key: padding }))
    await until(() => fast.entries.length === last)
  }
  for (let more = 0; more < 500 && open.gateway.figures.tooSlow === 0; more++) await send()
  expect(open.gateway.figures.tooSlow).toBe(1)
  for (let more = 0; more < 10; more++) await send()
  raw.resume()
  await until(() => slow.resets.length === 1)
  expect(slow.resets).toEqual(['too-slow'])
  await send()
  await until(() => slow.entries.at(-1)?.seq === last)
  expect(slow.entries.length).toBeLessThan(last)
  expect(seqs(fast)).toEqual(range(1, last))
})

describe('who may join', () => {
  it.each([
    ['another site', { origin: 'http://evil.example' }],
    ['null', { origin: 'null' }],
    ['a rebound name', { host: 'evil.example' }],
  ])('not %s', async (_, headers) => {
    open = await openGateway()
    const one = page(undefined, { extraHeaders: headers })
    await until(() => one.errors.length > 0)
    expect(one.hellos).toEqual([])
  })

  it('not more than 50 in one second', async () => {
    open = await openGateway({ gates: createGates([], () => 0) })
    const many = range(1, 60).map(() => page())
    await until(() => many.every(({ hellos, errors }) => hellos.length + errors.length > 0))
    expect(many.filter(({ hellos }) => hellos.length > 0)).toHaveLength(50)
  })

  it('not more than 200 pages, and a place is free again when one leaves', async () => {
    open = await openGateway({ gates: { ...createGates([]), admit: () => true } })
    for (let group = 0; group < 4; group++) {
      const some = range(1, 50).map(() => page())
      await until(() => some.every(({ hellos }) => hellos.length > 0))
    }
    const late = page()
    await until(() => late.errors.length > 0)
    expect([late.status, late.hellos, open.gateway.figures.pages]).toEqual([503, [], 200])
    pages[0]!.socket.disconnect()
    await until(() => open.gateway.figures.pages === 199)
    const next = page()
    await until(() => next.hellos.length > 0)
  })

  it('not while a hundred connections wait to join; those that never do are cut off, and pages notice nothing', async () => {
    open = await openGateway({ gates: { ...createGates([]), admit: () => true } })
    const one = await joined()
    const upgrade = 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
    const answers: string[] = []
    let closed = 0
    // One too many, at once with the others: these wait for some seconds only.
    const mute = range(1, 101).map(() => {
      const socket = connect(open.port, '127.0.0.1', () => socket.write(upgrade + key))
      socket.once('data', (data) => answers.push(String(data).slice(0, 12)))
      return socket
        .on('close', () => (closed += 1))
        .on('error', () => {})
        .resume()
    })
    await until(() => answers.length === 101)
    expect(answers.toSorted()).toEqual([...Array<string>(100).fill('HTTP/1.1 101'), 'HTTP/1.1 400'])
    open.gateway.entry(entry(1))
    await until(() => one.entries.length === 1)
    await until(() => closed === 101)
    const next = page()
    await until(() => next.hellos.length > 0)
    mute.forEach((socket) => socket.destroy())
  })

  it('not in the place of another connection, even by its id', async () => {
    open = await openGateway()
    const held = await joined()
    const { id } = held.socket.io.engine as unknown as { id: string }
    const thief = new WebSocket(`ws://127.0.0.1:${open.port}/socket.io/?EIO=4&transport=websocket&sid=${id}`)
    const end = await new Promise<string>((resolve) => {
      thief.onopen = () => resolve('open')
      thief.onerror = () => resolve('refused')
    })
    expect([end, held.socket.connected]).toEqual(['refused', true])
  })

  it('not by polling', async () => {
    open = await openGateway()
    const one = page(undefined, { transports: ['polling'] })
    await until(() => one.errors.length > 0)
    expect(one.hellos).toEqual([])
  })
})

it('a message over 16 KiB closes the socket that sent it, and only that', async () => {
  open = await openGateway()
  const loud = await joined()
  const quiet = await joined()
  loud.socket.emit('x', 'x'.repeat(16 * 1024))
  await until(() => !loud.socket.connected)
  expect(quiet.socket.connected).toBe(true)
})

it('noise on the port harms nobody', async () => {
  open = await openGateway()
  const one = await joined()
  const raw = connect(open.port, '127.0.0.1')
  raw.on('error', () => {}).resume()
  raw.write('\x00\x01garbage\r\n\r\n')
  await new Promise((resolve) => raw.on('close', resolve))
  open.gateway.entry(entry(1))
  await until(() => one.entries.length === 1)
})

describe('viewers of different sights', () => {
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
  beforeEach(async () => {
    known = new Map<string, Pass | Refusal>([
      ['ann', pass(sight('a'))],
      ['amy', pass(sight('a'), 'amy')],
      ['bob', pass(sight('b'), 'bob')],
      ['all', pass({ namespaces: 'all', cluster: true }, 'root')],
    ])
    open = await openGateway({ access: accessOf(known) })
  })
  const accessOf = (people: Map<string, Pass | Refusal>): Access => ({
    gate: { mode: 'kubernetes' },
    look: async ({ bearer }) => people.get(bearer ?? '') ?? { status: 401, sentence: 'no' },
    signIn: () => Promise.resolve({ status: 404, sentence: 'no' }),
    close() {},
  })
  const join = async (token: string, auth: object = {}) => {
    const made = page({ ...auth, token })
    await until(() => made.hellos.length + made.errors.length > 0)
    return made
  }
  const ids = ({ entries }: Page) => entries.flatMap((one) => ('step' in one ? [one.step.id] : []))

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

  it('nobody has more than 50 pages, and everybody else still has theirs', async () => {
    await open.gateway.close()
    open = await openGateway({ access: accessOf(known), gates: { ...createGates([]), admit: () => true } })
    const many = range(1, 50).map(() => page({ token: 'ann' }))
    await until(() => many.every(({ hellos }) => hellos.length > 0))
    const late = await join('ann')
    expect([late.status, late.hellos]).toEqual([503, []])
    expect((await join('amy')).hellos).toHaveLength(1)
    pages[0]!.socket.disconnect()
    await until(() => open.gateway.figures.pages === 50)
    expect((await join('ann')).hellos).toHaveLength(1)
  })

  it('of the namespaces that are watched everybody is told only those that they see', async () => {
    await open.gateway.close()
    const source = { type: 'cluster', context: 'kind', since: 1, namespaces: ['a', 'b'] } as const
    open = await openGateway({
      access: accessOf(known),
      about: { cluster: { uid: 'c', name: 'kind', version: 'v1.36.3' }, source: { ...source, namespaces: [...source.namespaces] }, cards: [] },
    })
    const [ann, all] = [await join('ann'), await join('all')]
    expect([ann, all].map(({ hellos }) => hellos[0]!.source)).toEqual([{ ...source, namespaces: ['a'] }, source])
    expect((await ask(open.port, '/snapshot', { authorization: 'Bearer ann' })).body.toString()).toContain('"namespaces":["a"]')
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
    /** Two seconds of the gateway's rounds, as the machine may take longer for them. */
    const twoSeconds = () => vi.advanceTimersByTime(2000)
    beforeEach(async () => {
      await open.gateway.close()
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      open = await openGateway({ access: accessOf(known) })
    })
    afterEach(() => void vi.useRealTimers())

    it.each<[string, Refusal, string[]]>([
      ['its session is over', { status: 401, sentence: 'no', expired: true }, ['expired']],
      ['its token is no longer valid', { status: 401, sentence: 'no' }, ['revoked']],
      ['nobody can say who it is', { status: 503, sentence: 'no' }, []],
    ])('%s: the page is shown out, and hears nothing more', async (_, refusal, byes) => {
      const [ann, amy] = [await join('ann'), await join('amy')]
      known.set('ann', refusal)
      twoSeconds()
      await until(() => !ann.socket.connected)
      expect(ann.byes).toEqual(byes)
      open.gateway.entry(entry(1, within('a', 'one')))
      await until(() => ids(amy).length === 1)
      expect(ids(ann)).toEqual([])
      expect(open.gateway.figures.pages).toBe(1)
    })

    it('a changed sight: another hello, a reset, and from then on the other namespace only', async () => {
      const [ann, bob] = [await join('ann'), await join('bob')]
      known.set('ann', pass(sight('b')))
      twoSeconds()
      await until(() => ann.resets.includes('sight'))
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
})
