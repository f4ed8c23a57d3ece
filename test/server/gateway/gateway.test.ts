import { afterEach, describe, expect, it } from 'vitest'
import { createGates } from '../../../server/gateway/gates.ts'
import { createHttp, nameCatalogue } from '../../../server/gateway/http.ts'
import { createRefusals } from '../../../server/gateway/refusals.ts'
import { until } from '../../support/until.ts'
import { ask, catalogue, noAssets, openGateway, openPage, step } from './gateway-kit.ts'
import { createTokenAccess } from '../../../server/gateway/access/token.ts'

const token = 'correct-horse-battery-staple-0123456789'
const access = () => createTokenAccess({ file: { token, close() {} }, session: 60_000 })
const parts = { seq: 1, objects: [], pulses: [], stories: [], steps: [step(1)] }

let open: Awaited<ReturnType<typeof openGateway>>
const lines: string[] = []
const start = async (more: Parameters<typeof openGateway>[0] = {}) =>
  (open = await openGateway({
    access: access(),
    recent: () => parts,
    recording: { first: parts, entries: [] },
    step: (id) => (id === 's1' ? step(1) : undefined),
    evidence: () => ({ type: 'rule', rule: 'r', source: 's' }),
    refused: (sentence, address) => lines.push(`${sentence} ${address}`),
    ...more,
  }))
afterEach(async () => {
  lines.length = 0
  await open?.gateway.close()
})
const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
const signIn = async (port: number) =>
  (JSON.parse((await ask(port, '/session', bearer(token), 'POST')).body.toString()) as { session: string }).session

/** Everything that the router knows, from the router itself. */
function routes() {
  const app = createHttp({
    gates: createGates([]),
    access: access(),
    assets: noAssets,
    catalogues: [nameCatalogue(catalogue)],
    answers: { snapshot: () => ({}) as never, step: () => undefined, evidence: () => undefined },
    refusals: createRefusals(() => {}),
    frameAncestors: [],
    failed: () => {},
  })
  const { stack } = app.router as unknown as { stack: { route?: { path: string; methods: Record<string, boolean> } }[] }
  return stack.flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: route.path })) : []))
}
const PUBLIC = ['GET /access', 'POST /session']
const filled = async (path: string, port: number) => {
  if (path !== '/catalogue/:name') return path.replace(':id', 's1').replace(':part', '0')
  const { hello } = JSON.parse((await ask(port, '/snapshot', bearer(await signIn(port)))).body.toString()) as {
    hello: { catalogue: Record<string, string> }
  }
  return `/catalogue/en.${hello.catalogue['en']}.json`
}

describe('every route', () => {
  it('is one that we know of', () => {
    expect(
      routes()
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    ).toEqual([...PUBLIC, 'GET /catalogue/:name', 'GET /recording', 'GET /snapshot', 'GET /steps/:id', 'GET /steps/:id/evidence/:part'].toSorted())
  })

  it.each(routes().filter(({ method, path }) => !PUBLIC.includes(`${method} ${path}`)))(
    '$method $path: 401 without a session, by whatever way it comes, and 200 with one',
    async ({ method, path }) => {
      const { port } = await start()
      const session = await signIn(port)
      const url = await filled(path, port)
      const wrong: [string, Record<string, string>][] = [
        [url, {}],
        [url, bearer(token)],
        [url, bearer(`${session}x`)],
        [url, { authorization: session }],
        [url, { authorization: `Basic ${session}` }],
        [url, { authorization: `Bearer ${session} ${session}` }],
        [url, { authorization: `Bearer ${session}, Bearer ${session}` }],
        [url, { cookie: `session=${session}; token=${session}` }],
        [`${url}?token=${session}&session=${session}&access_token=${session}`, {}],
        [url, { 'x-forwarded-user': 'admin', 'x-original-url': '/', 'x-rewrite-url': '/' }],
        [`${url}/`, {}],
        [url.toUpperCase().replace('/CATALOGUE/EN', '/catalogue/en'), {}],
      ]
      for (const [address, headers] of wrong) {
        for (const one of [method, 'HEAD']) {
          const { status, body } = await ask(port, address, headers, one)
          expect([401, 404], `${one} ${address} ${JSON.stringify(headers)}`).toContain(status)
          expect(body.toString()).not.toMatch(/demo|kubelet|s1"/)
        }
      }
      expect((await ask(port, url, {}, method)).status).toBe(401)
      expect((await ask(port, url, bearer(session), method)).status).toBe(200)
    },
  )

  it('two Authorization headers are none', async () => {
    const { port } = await start()
    const session = await signIn(port)
    for (const pair of [
      [session, 'x'],
      ['x', session],
      [session, session],
    ]) {
      const { status } = await ask(port, '/snapshot', { authorization: pair.map((one) => `Bearer ${one}`) } as never)
      expect(status).toBe(401)
    }
  })
})

describe('signing in', () => {
  it('tells what the session is for, is not kept by anybody, and hello says the same', async () => {
    const { port } = await start()
    const { status, headers, body } = await ask(port, '/session', bearer(token), 'POST')
    expect([status, headers['cache-control'], headers['set-cookie']]).toEqual([200, 'no-store', undefined])
    const { viewer, session } = JSON.parse(body.toString())
    expect(JSON.parse((await ask(port, '/snapshot', bearer(session))).body.toString()).hello.viewer).toEqual(viewer)
  })

  it('/access is for everybody', async () => {
    const { port } = await start()
    expect(JSON.parse((await ask(port, '/access')).body.toString())).toEqual({ mode: 'token' })
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('not by %s', async (method) => {
    const { port } = await start()
    expect((await ask(port, '/session', bearer(token), method)).status).toBe(405)
  })

  it('wrong: 401, a line without what was sent; eleven times: 429 and when to come again', async () => {
    const { port } = await start()
    for (let guess = 0; guess < 10; guess++) expect((await ask(port, '/session', bearer('guess-guess'), 'POST')).status).toBe(401)
    const { status, headers } = await ask(port, '/session', bearer('guess-guess'), 'POST')
    expect(status).toBe(429)
    expect(Number(headers['retry-after'])).toBeGreaterThan(50)
    expect(lines).toHaveLength(11)
    expect(lines[0]).toBe('this is not the token of this Cutaway 127.0.0.1')
    expect(lines.join()).not.toContain('guess')
    expect(open.gateway.figures.refused).toBe(11)
  })

  it('a page that nobody has signed in to yet makes no line', async () => {
    const { port } = await start()
    await ask(port, '/snapshot')
    expect(lines).toEqual([])
  })

  it('many wrong ones make few lines, all are counted', async () => {
    const { port } = await start()
    for (let time = 0; time < 60; time++) await ask(port, '/snapshot', bearer('junk'))
    expect(lines).toHaveLength(30)
    expect(lines.at(-1)).toContain('further ones within this minute are only counted')
    expect(open.gateway.figures.refused).toBe(60)
  })

  it('what is larger than any token is refused unread', async () => {
    const { port } = await start()
    expect((await ask(port, '/session', bearer('x'.repeat(10_000)), 'POST')).status).toBe(401)
    expect((await ask(port, '/session', bearer('x'.repeat(20_000)), 'POST')).status).toBe(431)
  })
})

describe('bodies', () => {
  it.each<[string, Record<string, string>]>([
    ['announced', { 'content-length': '5' }],
    ['of ten megabytes', { 'content-length': '10000000' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
    ['that waits to be asked for', { 'content-length': '5', expect: '100-continue' }],
  ])('%s: refused before it is read, and the connection ends', async (_, headers) => {
    const { port } = await start()
    for (const method of ['POST', 'GET']) {
      const answer = await ask(port, method === 'POST' ? '/session' : '/snapshot', { ...bearer(token), ...headers }, method, false)
      expect([answer.status, answer.headers.connection]).toEqual([413, 'close'])
    }
  })
})

it('frames: nobody, or those who were named, and then only they', async () => {
  const { port } = await start()
  const { headers } = await ask(port, '/')
  expect([headers['content-security-policy']?.includes("frame-ancestors 'none'"), headers['x-frame-options']]).toEqual([true, 'DENY'])
  await open.gateway.close()
  const other = await start({ frameAncestors: ['https://portal.example'] })
  const named = (await ask(other.port, '/')).headers
  expect(named['content-security-policy']).toContain('; frame-ancestors https://portal.example; ')
  expect(named['x-frame-options']).toBeUndefined()
})

describe('a socket', () => {
  const join = async (auth: object, more: object = {}) => {
    const page = openPage(open.url, auth, more)
    await until(() => page.hellos.length + page.errors.length > 0)
    return page
  }

  it('joins with a session', async () => {
    const { port } = await start()
    const page = await join({ token: await signIn(port) })
    expect(page.hellos).toHaveLength(1)
    expect(page.hellos[0]).toMatchObject({ viewer: { mode: 'token', sees: 'all' } })
    page.socket.disconnect()
  })

  it.each<[string, (session: string) => [object, object?]]>([
    ['none', () => [{}]],
    ['the install token', () => [{ token }]],
    ['a forged one', (session) => [{ token: `${session}x` }]],
    ['a list', (session) => [{ token: [session] }]],
    ['an object', (session) => [{ token: { toString: session } }]],
    ['one of 10 KB', () => [{ token: 'x'.repeat(10_000) }]],
    ['one in the address', (session) => [{}, { query: { token: session } }]],
    ['one in a cookie', (session) => [{}, { extraHeaders: { cookie: `token=${session}` } }]],
    ['a wrong one beside a right header', (session) => [{ token: 'x' }, { extraHeaders: bearer(session) }]],
  ])('with %s: 401 and not a word', async (_, auth) => {
    const { port, gateway } = await start()
    const page = await join(...auth(await signIn(port)))
    expect([page.hellos, page.entries, page.status]).toEqual([[], [], 401])
    expect(gateway.figures.pages).toBe(0)
    page.socket.disconnect()
  })
})
