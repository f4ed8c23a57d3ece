import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage, type Page } from '../faults/page.ts'
import { type House, openHouse } from './house.ts'
import { stopAll, until } from './kit.ts'
import { get, join, type Line, openLine, raw, SOCKET, upgradeHead } from './raw.ts'

let house: House
/** Follows the whole time, and must not notice anything. */
let witness: Page
/** They sit there from the beginning on: who never joins, who never answers a ping. */
let mute: Line[]
let deaf: Line[]

const port = (): number => house.target.port
const open = async (path?: string): Promise<Line> => (await openLine(port(), [`Host: localhost:${port()}`], path))!
const joined = async (): Promise<Line> => {
  const line = await open()
  expect(await join(line, { token: house.session })).toMatch(/^40/)
  return line
}
const many = (count: number, make: () => Promise<Line>): Promise<Line[]> => Promise.all(Array.from({ length: count }, make))
const metric = async (name: string): Promise<number> => {
  const { text } = await get(house.target.ops, '/metrics', [`Host: localhost:${house.target.ops}`])
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}
/** How long a change at the API server takes to the witness, ms. */
async function latency(): Promise<number> {
  const before = witness.entries.length
  const begun = performance.now()
  house.stir(++round, 1)
  await until(() => witness.entries.length > before)
  return performance.now() - begun
}
let round = 0
/** Somebody who is held up waits for an attack to end, ms; usually it is a few. */
const HELD_UP = 15_000

beforeAll(async () => {
  house = await openHouse()
  witness = await openPage(port(), port(), house.session)
  ;[mute, deaf] = [await many(30, open), await many(10, joined)]
})
afterAll(async () => {
  witness?.close()
  for (const { socket } of [...(mute ?? []), ...(deaf ?? [])]) socket.destroy()
  await house?.close()
  await stopAll()
})

describe('A21 messages that no page sends', () => {
  const over = 16 * 1024
  const messages: [string, 'closed' | 'stays', string | readonly string[]][] = [
    ['as large as one may be', 'stays', `42["${'x'.repeat(over - 6)}"]`],
    ['one byte larger', 'closed', `42["${'x'.repeat(over - 5)}"]`],
    ['an event name of 1 MB', 'closed', `42["${'x'.repeat(1_000_000)}"]`],
    ['an attachment that never comes', 'closed', ['451-["x",{"_placeholder":true,"num":0}]', '42["y"]']],
    ['a million attachments', 'closed', '451000000-["x",{"_placeholder":true,"num":0}]'],
    ['as many attachments as 1e9', 'closed', '451e9-["x",{"_placeholder":true,"num":0}]'],
    ['attachments without a number', 'closed', '45-["x"]'],
    ['a placeholder of no attachment', 'stays', '42["x",{"_placeholder":true,"num":0}]'],
    ['an unknown namespace', 'stays', '40/admin,'],
    ['a namespace of 10 KB', 'stays', `40/${'n'.repeat(10_000)},`],
    ['a thousand namespaces', 'closed', Array.from({ length: 1000 }, (_, at) => `40/n${at},`)],
    ['to join again', 'closed', '40{"token":"x"}'],
    ['__proto__', 'stays', '42["__proto__",{"__proto__":{"x":1}}]'],
    ['three times', 'closed', ['42["__proto__"]', '42["constructor"]', '42["toString"]']],
    ['connect', 'closed', '42["connect"]'],
    ['disconnect', 'closed', '42["disconnect"]'],
    ['connect_error', 'closed', '42["connect_error"]'],
    ['newListener', 'closed', '42["newListener"]'],
    ['an ack of 2^53 + 1', 'stays', '429007199254740993["x"]'],
    ['an ack of 5,000 digits', 'stays', `42${'9'.repeat(5000)}["x"]`],
    ['an ack that nobody asked for', 'stays', '431[]'],
    ['no name', 'closed', '42[]'],
    ['an object for a name', 'closed', '42[{}]'],
    ['an object for an event', 'closed', '42{"length":1}'],
    ['no JSON', 'closed', '42["x"'],
    ['5,000 deep', 'stays', `42["x",${'['.repeat(5000)}${']'.repeat(5000)}]`],
    ['nothing', 'closed', '4'],
    ['no type', 'closed', '49'],
    ['2,000 at once', 'closed', Array.from({ length: 2000 }, () => '42["x"]')],
    ['2,000 pongs', 'closed', Array.from({ length: 2000 }, () => '3')],
  ]
  test.each(messages)('A21 %s: %s', async (_, outcome, said) => {
    const line = await joined()
    for (const text of [said].flat()) line.say(text)
    if (outcome === 'closed')
      await until(
        () => line.closed,
        () => line.heard.slice(-2),
      )
    else {
      // What it says next is still heard: it is the third that no page sends.
      line.say('42["a"]')
      await sleep(100)
      expect(line.closed).toBe(false)
    }
    line.socket.destroy()
    expect(line.heard.join('')).not.toMatch(/Error: |at \w+ \(|node:internal/)
  })

  test('A21 binary frames', async () => {
    const line = await joined()
    line.frame(2, Buffer.alloc(1000))
    await until(() => line.closed)
  })

  test('A21 they are counted, and nobody else noticed', async () => {
    expect(await metric('cutaway_messages_unknown_total')).toBeGreaterThan(10)
    expect(witness.connects).toBe(1)
    expect(await latency()).toBeLessThan(HELD_UP)
  })
})

describe('A22 what is no engine.io, and no WebSocket', () => {
  const packets: [string, 'closed' | 'stays', string][] = [
    ['no type', 'closed', '9'],
    ['nothing', 'closed', ''],
    ['a letter', 'closed', 'x'],
    ['base64 where text is sent', 'closed', 'b4AAAA'],
    ['the greeting', 'stays', '0{"sid":"x"}'],
    ['a ping', 'closed', '2'],
    ['a probe', 'closed', '2probe'],
    ['an upgrade', 'stays', '5'],
    ['a noop', 'stays', '6'],
    ['the end', 'stays', '1'],
  ]
  test.each(packets)('A22 %s: %s', async (_, outcome, packet) => {
    const line = await joined()
    line.say(packet)
    if (outcome === 'closed') await until(() => line.closed)
    else {
      await sleep(100)
      expect(line.closed).toBe(false)
    }
    line.socket.destroy()
  })

  const masked = (first: number, length: number, ...rest: number[]): Buffer => Buffer.from([first, 0x80 | length, 0, 0, 0, 0, ...rest])
  const frames: [string, () => Buffer][] = [
    ['without a mask', () => Buffer.from([0x81, 1, 0x33])],
    ['with reserved bits', () => masked(0xf1, 1, 0x33)],
    ['packed, which nobody agreed to', () => masked(0xc1, 1, 0x33)],
    ['of a reserved sort', () => masked(0x83, 1, 0x33)],
    ['a ping of 126 bytes', () => Buffer.concat([Buffer.from([0x89, 0x80 | 126, 0, 126, 0, 0, 0, 0]), Buffer.alloc(126)])],
    ['half a ping', () => masked(0x09, 1, 0x33)],
    ['the rest of nothing', () => masked(0x80, 1, 0x33)],
    ['of 2^62 bytes', () => Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['not UTF-8', () => masked(0x81, 3, 0x34, 0xc0, 0xaf)],
    ['an end of one byte', () => masked(0x88, 1, 0)],
    ['an end with a reason that is none', () => masked(0x88, 2, 0x03, 0xed)],
    ['a message in 10,000 parts', () => Buffer.concat([masked(0x01, 1, 0x34), ...Array.from({ length: 20_000 }, () => masked(0, 1, 0x32))])],
    ['10,000 pings', () => Buffer.concat(Array.from({ length: 10_000 }, () => masked(0x89, 0)))],
  ]
  test.each(frames)('A22 a frame %s ends it', async (_, frame) => {
    const line = await joined()
    line.socket.write(frame())
    await until(() => line.closed)
  })

  const queries = [
    '/socket.io/?EIO=3&transport=websocket',
    '/socket.io/?EIO=4',
    '/socket.io/?EIO=4&transport=polling',
    '/socket.io/?EIO=4&transport=__proto__',
    '/socket.io/?EIO=4&transport=constructor',
    '/socket.io/?EIO=4&transport=webtransport',
    '/socket.io/?EIO=4&transport=websocket&transport=polling',
    `${SOCKET}&sid=`,
    `${SOCKET}&sid=__proto__`,
    '/socket.io',
    '/engine.io/?EIO=4&transport=websocket',
    '/socket.io%2f?EIO=4&transport=websocket',
    '//socket.io/?EIO=4&transport=websocket',
  ]
  test.each(queries)('A22 %s opens nothing', async (path) => {
    const answer = await raw(port(), upgradeHead([`Host: localhost:${port()}`], path), 500)
    expect(answer.text).not.toContain('"sid"')
    const polled = await get(port(), path)
    expect(polled.text).not.toContain('"sid"')
    expect((await get(port(), path, [`Host: localhost:${port()}`, 'Content-Length: 0'], 'POST')).text).not.toContain('"sid"')
  })

  test('A22 the id of another connection, its probe, its upgrade', async () => {
    const line = await joined()
    await until(() => line.heard.length > 1)
    const sid = /"sid":"([^"]+)"/.exec(line.heard[0]!)![1]!
    const thieves = await Promise.all(Array.from({ length: 10 }, () => openLine(port(), [`Host: localhost:${port()}`], `${SOCKET}&sid=${sid}`)))
    expect(thieves.filter((thief) => thief !== undefined)).toEqual([])
    for (const way of ['GET', 'POST'])
      expect((await get(port(), `/socket.io/?EIO=4&transport=polling&sid=${sid}`, [`Host: localhost:${port()}`], way)).status).toBeGreaterThanOrEqual(
        400,
      )
    expect(line.closed).toBe(false)
    line.socket.destroy()
  })

  test('A22 no extension is agreed to', async () => {
    const offer = [
      `Host: localhost:${port()}`,
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
      'Sec-WebSocket-Protocol: evil',
    ]
    const { text } = await raw(port(), upgradeHead(offer), 2000, /\r\n\r\n/)
    expect(text).toMatch(/^HTTP\/1\.1 101/)
    expect(text).not.toMatch(/sec-websocket-extensions/i)
  })

  test('A22 nobody noticed', async () => {
    expect(witness.connects).toBe(1)
    expect(await latency()).toBeLessThan(HELD_UP)
  })
})

describe('A20 who does nothing', () => {
  test('A20 who never joins is cut off', () =>
    until(
      () => mute.every(({ closed }) => closed),
      () => mute.filter(({ closed }) => !closed).length,
      60_000,
    ))

  test('A20 pings without end, of who reads nothing, take no memory', async () => {
    const before = await house.target.memory()
    const ping = Buffer.concat([Buffer.from([0x89, 0x80 | 125, 0, 0, 0, 0]), Buffer.alloc(125)])
    const lines = await many(5, joined)
    for (const { socket } of lines) socket.pause()
    // A mebibyte each time.
    for (let mebibyte = 0; mebibyte < 40; mebibyte++) {
      for (const { socket } of lines)
        if (socket.writable && socket.writableLength < 8 * 2 ** 20) socket.write(Buffer.concat(Array.from({ length: 8000 }, () => ping)))
      await sleep(20)
    }
    expect((await house.target.memory()) - before).toBeLessThan(100)
    for (const { socket } of lines) socket.destroy()
  })

  test('A20 who never reads is told nothing more, takes no memory, and holds nobody up', async () => {
    const blind = await many(5, joined)
    for (const { socket } of blind) socket.pause()
    const slow = () => metric('cutaway_pages_too_slow_total')
    const before = witness.entries.length
    const told = () => witness.entries.length - before
    // As much as it can take, and as long as it takes.
    await until(
      async () => {
        const heard = told()
        house.stir(++round)
        await until(() => told() > heard)
        return (await slow()) >= blind.length && told() > 2000
      },
      async () => `${await slow()} were too slow, ${told()} told`,
      120_000,
    )
    expect(await slow()).toBe(blind.length)
    expect(await house.target.memory()).toBeLessThan(400)
    expect([witness.connects, witness.resets]).toEqual([1, []])
    expect(await latency()).toBeLessThan(HELD_UP)
    for (const { socket } of blind) socket.destroy()
  })

  test('A20 who never answers a ping is cut off', () =>
    until(
      () => deaf.every(({ closed }) => closed),
      () => deaf.filter(({ closed }) => !closed).length,
      90_000,
    ))
})

describe('A19 5,000 connections', () => {
  test('A19 most are refused; who is in goes on', async () => {
    const begun = performance.now()
    const worker = new Worker(new URL('flood.ts', import.meta.url), { workerData: { port: port(), total: 5000 } })
    const over = new Promise<{ letIn: number; refused: number; lost: number }>((resolve, reject) => worker.on('message', resolve).on('error', reject))
    const delays: number[] = []
    const flood = { over: false }
    void over.then(() => (flood.over = true))
    while (!flood.over) {
      delays.push(await latency())
      await sleep(50)
    }
    const seconds = (performance.now() - begun) / 1000
    const { letIn, refused, lost } = await over
    expect(letIn).toBeLessThanOrEqual(50 * (seconds + 1))
    expect(refused + lost).toBeGreaterThan(2500)
    expect(letIn + refused + lost).toBe(5000)
    delays.sort((a, b) => a - b)
    const median = delays[Math.floor(delays.length / 2)]!
    console.log(
      `5,000 connections in ${seconds.toFixed(1)} s, ${letIn} let in; meanwhile ${delays.length} changes took ${median.toFixed(0)} ms, ${delays.at(-1)!.toFixed(0)} at most`,
    )
    // Changes come through while it goes on: nobody waits for its end.
    expect(delays.length).toBeGreaterThan(3)
    expect(median).toBeLessThan((seconds * 1000) / 4)
    expect(delays.at(-1)).toBeLessThan(HELD_UP)
    expect(witness.connects).toBe(1)
    expect((await get(house.target.ops, '/readyz', [`Host: localhost:${house.target.ops}`])).status).toBe(200)
    expect(await house.target.memory()).toBeLessThan(400)
    await worker.terminate()
    // A place is free again.
    await until(async () => (await openLine(port())) !== undefined)
  })
})
