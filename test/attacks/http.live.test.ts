import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Crowd, crowd } from './crowd.ts'
import { type House, openHouse } from './house.ts'
import { stopAll, type Target, until } from './kit.ts'
import { type Answer, get, head, join, openLine, raw } from './raw.ts'
import { routes } from './routes.ts'

let house: House
let target: Target
let session: string
/** In every snapshot. */
let secret: string
/** Of the page itself. */
let index: string
/** They sit there while everything else is tried. */
let slow: Record<'heads' | 'bodies' | 'readers', Crowd>

beforeAll(async () => {
  house = await openHouse()
  ;({ target, session, secret } = house)
  index = bodyOf(await ask('/'))
  slow = {
    heads: crowd(target.port, 350, head('GET /access HTTP/1.1', host()).slice(0, -2), 'x'),
    bodies: crowd(target.port, 130, head('POST /session HTTP/1.1', host(), 'Content-Length: 1000'), '{'),
    // 13 MB each, of which the kernel takes half.
    readers: crowd(target.port, 20, head('GET /snapshot HTTP/1.1', host(), bearer()).repeat(120)),
  }
})
afterAll(async () => {
  for (const one of Object.values(slow ?? {})) one.leave()
  await house?.close()
  await stopAll()
})

const host = (): string => `Host: localhost:${target.port}`
const bearer = (): string => `Authorization: Bearer ${session}`
const bodyOf = ({ text }: Answer): string => text.slice(text.indexOf('\r\n\r\n') + 4)
const ask = (path: string, ...headers: string[]): Promise<Answer> => get(target.port, path, [host(), ...headers])
const send = (text: string | Buffer): Promise<Answer> => raw(target.port, text)
/** Answers that came in one connection. */
const answers = ({ text }: Answer): string[] => text.match(/HTTP\/1\.1 \d{3}/g) ?? []
const healthy = async (): Promise<void> => expect((await ask('/snapshot', bearer())).text).toContain(secret)

describe('A13 every way in', () => {
  test('A13 is one of these', () => {
    expect(routes()).toEqual([
      'GET /access',
      'POST /session',
      'GET /snapshot',
      'GET /recording',
      'GET /catalogue/:name',
      'GET /steps/:id',
      'GET /steps/:id/evidence/:part',
    ])
  })

  test('A13 is closed to who has not signed in, apart from /access', async () => {
    const { catalogue, cluster } = JSON.parse(bodyOf(await ask('/snapshot', bearer()))).hello as {
      catalogue: Record<string, string>
      cluster: { uid: string }
    }
    expect(cluster.uid).toBe(secret)
    const known = { ':name': `en.${catalogue['en']}.json`, ':id': 'x', ':part': '0' }
    for (const route of routes()) {
      const [method = '', pattern = ''] = route.split(' ')
      const path = pattern.replace(/:\w+/g, (name) => known[name as keyof typeof known])
      for (const wrong of [
        [],
        ['Authorization: Bearer x'],
        [`Authorization: Bearer ${house.desk.token}x`],
        ['Authorization: Basic eDp4'],
        ['Cookie: session=x'],
      ])
        for (const way of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
          const { status, text } = await get(target.port, path, [host(), ...wrong], way)
          expect([way, path, wrong, status]).toEqual([
            way,
            path,
            wrong,
            path === '/access' ? 200 : expect.toSatisfy((told) => told === 401 || told === 429),
          ])
          expect(text).not.toContain(secret)
          expect(text).toMatch(/\r\ncache-control: no-store\r\n/i)
          expect(text).toMatch(/\r\ncontent-security-policy: default-src 'none'; script-src 'self';/i)
          expect(text).toMatch(/\r\nx-content-type-options: nosniff\r\n/i)
          expect(text).not.toMatch(/\r\n(set-cookie|x-powered-by|server|etag|access-control-[a-z-]+):/i)
        }
      if (method === 'GET' && !path.startsWith('/steps'))
        expect([path, (await ask(path, bearer())).status]).toEqual([path, path === '/recording' ? 404 : 200])
    }
  })

  test('A13 what is no route is the page, which knows nothing of the cluster', async () => {
    for (const path of ['/state', '/metrics', '/api', '/debug', '/story/x', '/snapshot/x', '/recordings', '/socket.io', '/.env']) {
      const { status, text } = await ask(path)
      expect([path, status === 404 || text.endsWith(index)]).toEqual([path, true])
    }
    expect(index).not.toContain(secret)
  })

  test('A13 the ops port tells figures, and no name of anything', async () => {
    const told = await get(target.ops, '/metrics', [`Host: localhost:${target.ops}`])
    expect(told.status).toBe(200)
    for (const name of [secret, 'kube-system', 'coredns', 'cutaway-control-plane', house.desk.token, session]) expect(told.text).not.toContain(name)
    for (const path of ['/snapshot', '/access', '/', '/livez/../state', '/metrics/..%2fstate', '/debug/pprof', '/json/list'])
      expect([path, (await get(target.ops, path, [`Host: localhost:${target.ops}`])).status]).toEqual([path, 404])
    for (const method of ['POST', 'DELETE', 'TRACE']) expect((await get(target.ops, '/metrics', ['Host: localhost'], method)).status).toBe(405)
  })
})

describe('A14 paths that lead elsewhere', () => {
  const steps = [
    '..%2f..%2f',
    '../../',
    '%2e%2e/%2e%2e/',
    '..\\..\\',
    '..%5c..%5c',
    '.%2e/.%2e/',
    '%252e%252e%252f',
    '..;/..;/',
    '....//....//',
    '%c0%ae%c0%ae/',
    '/',
  ]
  const files = ['desk/token', 'etc/passwd', 'app/server/cutaway.mjs', 'proc/self/environ', 'desk/token%00.js', 'desk/token%00', 'desk/token?.js']
  const more = [
    '/server/cutaway.mjs',
    '/NOTICES.txt',
    '/sbom.cdx.json',
    '/index.html%00.js',
    '/%00',
    '/%',
    '/%E0%A4%A',
    'file:///desk/token',
    '//localhost/desk/token',
    '/assets/',
    '/assets/.',
    '/index.html.br',
  ]

  test('A14 lead to the page or to nothing', async () => {
    const bases = ['/', '/assets/', '/catalogue/', '/steps/', '/steps/x/evidence/']
    const paths = [...bases.flatMap((base) => steps.flatMap((step) => files.map((file) => base + step + file))), ...more]
    let tried = 0
    for (let from = 0; from < paths.length; from += 20)
      await Promise.all(
        paths.slice(from, from + 20).map(async (path) => {
          const { status, text } = await ask(path, bearer())
          tried += 1
          expect([path, status >= 400 || text.endsWith(index)]).toEqual([path, true])
          for (const held of [house.desk.token, 'root:', 'KUBERNETES_', 'NODE_ENV', 'createServer']) expect(text).not.toContain(held)
        }),
      )
    expect(tried).toBeGreaterThan(300)
    await healthy()
  })
})

describe('A15 requests that two readers would read differently', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'QUERY', 'SEARCH', 'get', 'GETS', 'CONNECT'])(
    'A15 %s',
    async (method) => {
      for (const path of ['/snapshot', '/', '/access', '/nothing']) {
        const { status, text } = await get(target.port, path, [host(), bearer(), 'X-Echo: echo'], method)
        expect([path, status]).toEqual([path, method === 'CONNECT' ? 0 : expect.toSatisfy((told) => told === 405 || told === 400)])
        expect(text).not.toMatch(/echo|access-control/i)
      }
    },
  )

  const smuggled = () => head('GET /snapshot HTTP/1.1', host(), bearer())
  const ways: [string, () => string][] = [
    ['both lengths', () => head('POST /session HTTP/1.1', host(), 'Content-Length: 5', 'Transfer-Encoding: chunked') + `0\r\n\r\n${smuggled()}`],
    [
      'both lengths, the other way',
      () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding: chunked', 'Content-Length: 0') + `0\r\n\r\n${smuggled()}`,
    ],
    ['two lengths', () => head('GET /access HTTP/1.1', host(), 'Content-Length: 0', 'Content-Length: 9') + smuggled()],
    ['a length with a sign', () => head('GET /access HTTP/1.1', host(), 'Content-Length: +0') + smuggled()],
    ['a length in hex', () => head('GET /access HTTP/1.1', host(), 'Content-Length: 0x0') + smuggled()],
    ['a negative length', () => head('GET /access HTTP/1.1', host(), 'Content-Length: -1') + smuggled()],
    ['a length that is none', () => head('GET /access HTTP/1.1', host(), 'Content-Length: ') + smuggled()],
    ['a length beyond counting', () => head('GET /access HTTP/1.1', host(), 'Content-Length: 18446744073709551616') + smuggled()],
    ['an encoding that is none', () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding: xchunked') + smuggled()],
    ['two encodings', () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding: chunked, identity') + `0\r\n\r\n${smuggled()}`],
    ['an encoding with a tab', () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding:\tchunked') + `0\r\n\r\n${smuggled()}`],
    ['an encoding with a space before the colon', () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding : chunked') + smuggled()],
    ['a body', () => head('GET /access HTTP/1.1', host(), `Content-Length: ${smuggled().length}`) + smuggled()],
    [
      'chunk extensions',
      () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding: chunked') + `1;${'x=y;'.repeat(20_000)}\r\nx\r\n0\r\n\r\n${smuggled()}`,
    ],
    ['a chunk of 2^64', () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding: chunked') + `FFFFFFFFFFFFFFFFF\r\n${smuggled()}`],
    [
      'trailers',
      () => head('GET /access HTTP/1.1', host(), 'Transfer-Encoding: chunked', 'Trailer: Authorization') + `0\r\n${bearer()}\r\n\r\n${smuggled()}`,
    ],
    ['Expect', () => head('POST /session HTTP/1.1', host(), 'Content-Length: 9', 'Expect: 100-continue') + smuggled()],
    ['bare line feeds', () => `GET /access HTTP/1.1\n${host()}\nContent-Length: 0\n\n${smuggled()}`],
    ['a folded header', () => head('GET /access HTTP/1.1', host(), 'X: a', ' b') + smuggled()],
    ['a bare carriage return', () => `GET /access HTTP/1.1\r\n${host()}\rX: y\r\n\r\n${smuggled()}`],
    ['a NUL in a header', () => head('GET /access HTTP/1.1', host(), 'X: a\0b') + smuggled()],
    ['no version', () => `GET /snapshot\r\n${host()}\r\n\r\n`],
    ['another version', () => head('GET /snapshot HTTP/3.0', host(), bearer())],
    ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['not HTTP', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ]
  test.each(ways)('A15 %s: one answer at most, and nothing after it is taken for a request', async (_, text) => {
    const answer = await send(text())
    expect(answer.text).not.toContain(secret)
    expect(answer.text).not.toContain('100 Continue')
    expect(answers(answer).length).toBeLessThanOrEqual(1)
    expect(answer.closed).toBe(true)
  })

  test('A15 headers that are too large, in one or in thousands', async () => {
    for (const headers of [
      [`X: ${'x'.repeat(100_000)}`],
      Array.from({ length: 5000 }, (_, at) => `X-${at}: y`),
      [`Cookie: ${'a=b; '.repeat(20_000)}`],
    ])
      expect((await ask('/snapshot', ...headers, bearer())).status).toBe(431)
    expect((await ask(`/${'x'.repeat(100_000)}`)).status).toBe(431)
    // However many short ones there are, none is left out of what the gates see.
    for (const count of [900, 990, 1010, 2010, 3000])
      for (const last of ['Origin: http://evil.test', 'Host: evil.test', 'Content-Length: 9'])
        expect((await ask('/snapshot', bearer(), ...Array.from({ length: count }, () => 'a:'), last)).status).toBeGreaterThanOrEqual(400)
    expect((await ask('/snapshot', bearer(), ...Array.from({ length: 900 }, () => 'a:'))).status).toBe(200)
    await healthy()
  })

  test('A15 an upgrade to something else than a socket', async () => {
    for (const [protocol, path] of [
      ['h2c', '/snapshot'],
      ['websocket', '/snapshot'],
      ['websocket', '/engine.io/?EIO=4&transport=websocket'],
      ['TLS/1.0', '/'],
    ]) {
      const answer = await get(target.port, path!, [host(), `Upgrade: ${protocol}`, 'HTTP2-Settings: AAMAAABkAAQAAP__'])
      expect(answer.text).not.toMatch(/ 101 /)
      expect(answer.text).not.toContain(secret)
    }
  })
})

describe('A16 bodies, which nothing here reads', () => {
  const bodies: [string, () => Buffer, string[]][] = [
    ['10 MB', () => Buffer.alloc(10_000_000, 'x'), ['Content-Type: application/json']],
    ['100,000 deep', () => Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)), ['Content-Type: application/json']],
    ['__proto__', () => Buffer.from('{"__proto__":{"status":200},"constructor":{"prototype":{"mode":"open"}}}'), ['Content-Type: application/json']],
    ['duplicate keys, lone surrogates, 1e400', () => Buffer.from('{"a":1,"a":"\\ud800","b":1e400}'), ['Content-Type: application/json']],
    ['a gzip bomb', () => gzipSync(Buffer.alloc(50_000_000)), ['Content-Encoding: gzip', 'Content-Type: application/json']],
    ['a form', () => Buffer.from('token=x'), ['Content-Type: application/x-www-form-urlencoded']],
    ['a multipart', () => Buffer.from('--x\r\n\r\nx\r\n--x--'), ['Content-Type: multipart/form-data; boundary=x']],
  ]
  test.each(bodies)('A16 %s', async (_, body, headers) => {
    const bytes = body()
    for (const line of ['POST /session HTTP/1.1', 'GET /snapshot HTTP/1.1']) {
      const begin = Buffer.from(head(line, host(), bearer(), ...headers, `Content-Length: ${bytes.length}`))
      const answer = await send(Buffer.concat([begin, bytes]))
      // Who is cut off while still sending may find the answer gone.
      expect([413, ...(bytes.length > 100_000 ? [0] : [])]).toContain(answer.status)
      expect([answer.closed, answers(answer).length <= 1]).toEqual([true, true])
    }
  })

  const oddities: [string, (good: string) => string][] = [
    ['5,000 deep', (good) => `{"token":${JSON.stringify(good)},"x":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['numbers without end', (good) => `{"token":${JSON.stringify(good)},"epoch":"x","seq":1e400}`],
    ['lone surrogates', (good) => `{"token":${JSON.stringify(good)},"epoch":"\\ud800\\udfff\\ud800","seq":-0}`],
    ['the last of two', (good) => `{"token":"x","token":${JSON.stringify(good)}}`],
  ]
  test.each(oddities)("A16 in a socket's auth: %s", async (_, auth) => {
    const line = await openLine(target.port)
    expect(await join(line!, auth(session))).toMatch(/^40/)
    line!.socket.destroy()
  })

  test("A16 in a socket's auth: prototypes give no token", async () => {
    const token = JSON.stringify(session)
    for (const auth of [`{"__proto__":{"token":${token}}}`, `{"constructor":{"prototype":{"token":${token}}}}`, `{"token":{"__proto__":${token}}}`]) {
      const line = await openLine(target.port)
      expect(await join(line!, auth)).toMatch(/^44.*401/)
      line!.socket.destroy()
    }
    const line = await openLine(target.port)
    expect(await join(line!, {})).toMatch(/^44.*401/)
    line!.socket.destroy()
  })

  test('A16 seats that never were: the page starts over', async () => {
    const { hello } = JSON.parse(bodyOf(await ask('/snapshot', bearer()))) as { hello: { epoch: string } }
    for (const seq of ['1e400', '-1e400', '-1', '9007199254740993', '"1"', 'null', '[]', '{"valueOf":1}']) {
      const line = await openLine(target.port)
      await join(line!, `{"token":${JSON.stringify(session)},"epoch":${JSON.stringify(hello.epoch)},"seq":${seq}}`)
      await until(
        () => line!.heard.some((text) => text.startsWith('42["reset"')),
        () => `${seq}: ${line!.heard}`,
      )
      line!.socket.destroy()
    }
    await healthy()
  })
})

describe('A17 500 who are slow: to send a head, to send a body, to read', () => {
  test('A17 they were there, and nobody noticed', async () => {
    const came = () => Object.values(slow).map((one) => one.came)
    await until(() => came().join() === '350,130,20', came)
    expect((await get(target.ops, '/readyz', [`Host: localhost:${target.ops}`])).status).toBe(200)
    await healthy()
    expect(await target.memory()).toBeLessThan(400)
  })

  test('A17 no body was waited for; who sends no head, or reads nothing, is cut off', async () => {
    await until(
      () => slow.bodies.left === 130,
      () => `${slow.bodies.left} of 130`,
      60_000,
    )
    await until(
      () => slow.heads.left === 350,
      () => `${slow.heads.left} of 350`,
      60_000,
    )
    await until(
      // One is that by which the session came.
      async () => (await target.connections()) <= 1,
      async () => `${await target.connections()} are left`,
      90_000,
    )
    await healthy()
  })
})
