import { beforeEach, expect, it, vi } from 'vitest'
import type { Gate, Hello, Viewer } from '../../../server/wire/events.ts'
import { podObject, START, stepOf } from '../support/story-of-a-pod.ts'

/** A socket whose other end is the test. */
const socket = vi.hoisted(() => ({
  heard: new Map<string, (...all: never[]) => void>(),
  auth: undefined as unknown as (send: (position: unknown) => void) => void,
  closed: 0,
}))
vi.mock('socket.io-client', () => ({
  io: (options: { auth: typeof socket.auth }) => {
    socket.auth = options.auth
    const on = (event: string, handler: (...all: never[]) => void) => socket.heard.set(event, handler)
    return {
      on,
      io: { on },
      off: () => socket.heard.clear(),
      disconnect: () => (socket.closed += 1),
      connect: () => {},
    }
  },
}))
const say = (event: string, ...all: unknown[]) => (socket.heard.get(event) as ((...all: unknown[]) => void) | undefined)?.(...all)

/** A server with one token, and what it was asked for: method, path, bearer. */
const server = {
  gate: { mode: 'token' } as Gate,
  viewer: { mode: 'token', sees: 'all', cluster: true } as Viewer,
  since: START,
  epoch: 'e',
  sessions: new Set<string>(),
  slow: false,
  asked: [] as string[],
}
const HOUR = 3_600_000
const greeting = (): Hello => ({
  wire: 1,
  epoch: server.epoch,
  seq: 0,
  cluster: { uid: 'c', name: 'secret-cluster', version: 'v1' },
  source: { type: 'cluster', context: 'k', since: server.since },
  catalogue: {},
  cards: [],
  viewer: server.viewer,
})
const answer = vi.fn(async (url: URL, init: RequestInit) => {
  const path = url.pathname.slice(1)
  const bearer = (init.headers as Record<string, string>)['authorization']?.replace('Bearer ', '')
  server.asked.push([init.method, path, bearer].filter(Boolean).join(' '))
  if (path === 'access') return Response.json(server.gate)
  if (path === 'session') {
    if (server.slow) return new Response('{}', { status: 429, headers: { 'retry-after': '30' } })
    if (bearer !== 'right') return new Response('{}', { status: 401 })
    const session = `session-${server.sessions.size}`
    server.sessions.add(session)
    return Response.json({ session, expires: Date.now() + HOUR, viewer: server.viewer })
  }
  if (server.gate.mode !== 'open' && !server.sessions.has(bearer ?? '')) return new Response('{}', { status: 401 })
  const steps = [stepOf('s1', 'loop.made', 'p', 0)]
  return Response.json({
    hello: greeting(),
    objects: [podObject('p')],
    pulses: [],
    stories: [],
    steps,
    health: { state: 'live', since: START, kinds: [], faults: {} },
  })
})

async function fresh() {
  vi.resetModules()
  socket.heard.clear()
  const [feed, access, session, shown] = await Promise.all([
    import('../../../web/feed/feed.ts'),
    import('../../../web/state/access.ts'),
    import('../../../web/state/session.ts'),
    import('../../../web/state/shown.ts'),
  ])
  return { ...feed, access, session, shown }
}
const handshake = () => {
  let sent: unknown
  socket.auth((value) => (sent = value))
  return sent
}
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', answer)
  sessionStorage.clear()
  Object.assign(server, { gate: { mode: 'token' }, viewer: { mode: 'token', sees: 'all', cluster: true }, since: START, epoch: 'e', slow: false })
  server.sessions.clear()
  server.asked = []
})

it('asks to sign in where nobody did, and tells how', async () => {
  server.gate = { mode: 'token', hint: 'kubectl get it' }
  const { startFeed, access, session } = await fresh()
  await startFeed()
  await settle()
  expect([access.asked.value, access.gate.value?.hint, session.hello.value]).toEqual([{ why: 'first' }, 'kubectl get it', undefined])
})

it('gives a token for a session, keeps that for the tab alone, and sends it with everything', async () => {
  const { signIn, access, session } = await fresh()
  await signIn('right')
  expect([access.asked.value, access.entering.value, session.hello.value?.cluster.name]).toEqual([undefined, false, 'secret-cluster'])
  expect(server.asked).toEqual(['GET access', 'POST session right', 'GET snapshot session-0'])
  expect(handshake()).toMatchObject({ epoch: 'e', token: 'session-0' })
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('right')
  expect([document.cookie, localStorage.length]).toEqual(['', 0])
  const again = await fresh()
  await again.startFeed()
  expect(again.access.asked.value, 'a reloaded page is still signed in').toBeUndefined()
})

it('says that a token is wrong, and when too many were', async () => {
  const { signIn, access } = await fresh()
  await signIn('wrong')
  expect(access.asked.value).toEqual({ why: 'wrong' })
  server.slow = true
  await signIn('right')
  expect(access.asked.value).toEqual({ why: 'too-many', until: Date.now() + 30_000 })
  server.slow = false
  await signIn('right')
  expect(access.asked.value).toBeUndefined()
})

it.each([
  ['expired', () => say('bye', 'expired')],
  ['revoked', () => say('bye', 'revoked')],
  ['ended', () => say('connect_error', Object.assign(new Error('no'), { data: { status: 401 } }))],
])('%s: nothing of the cluster is left, and the socket stays closed', async (why, happen) => {
  const { signIn, access, session, shown } = await fresh()
  await signIn('right')
  expect(shown.picture.value.order).toEqual(['s1'])
  const closed = socket.closed
  happen()
  expect(access.asked.value).toEqual({ why })
  expect([socket.closed - closed, session.hello.value, shown.picture.value.order.length, shown.objects.value.size]).toEqual([1, undefined, 0, 0])
  expect(sessionStorage.length).toBe(0)
  await signIn('right')
  expect([access.asked.value, shown.picture.value.order]).toEqual([undefined, ['s1']])
})

it('a server that cannot take the socket now is tried again, with the session kept', async () => {
  const { signIn, access, session } = await fresh()
  await signIn('right')
  say('connect_error', Object.assign(new Error('busy'), { data: { status: 503 } }))
  expect([access.asked.value, session.connection.value.state]).toEqual([undefined, 'lost'])
})

it('a session whose time is over is told from one that is not known', async () => {
  const { signIn, startFeed, access } = await fresh()
  await signIn('right')
  server.sessions.clear()
  await startFeed()
  expect(access.asked.value?.why).toBe('ended')
  await signIn('right')
  server.sessions.clear()
  vi.setSystemTime(Date.now() + 2 * HOUR)
  await startFeed()
  expect(access.asked.value?.why).toBe('expired')
})

it('a link is of no harm where nobody has to sign in', async () => {
  server.gate = { mode: 'open' }
  const { signIn, access, session } = await fresh()
  await signIn('old')
  expect([access.asked.value, session.hello.value?.epoch, server.asked]).toEqual([undefined, 'e', ['GET access', 'GET snapshot']])
})

it('the token of a link is given again until the server is reached', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')))
  const { signIn, access, session } = await fresh()
  const entered = signIn('right')
  await settle()
  expect([session.connection.value.state, access.entering.value]).toEqual(['lost', true])
  vi.stubGlobal('fetch', answer)
  await vi.advanceTimersByTimeAsync(600)
  await entered
  expect(session.hello.value?.epoch).toBe('e')
})

it('says that the server was restarted, or that the viewer’s rights changed', async () => {
  const { signIn, session } = await fresh()
  await signIn('right')
  expect(session.news.value).toBeUndefined()
  Object.assign(server, { epoch: 'f', since: START + 5000 })
  say('hello', greeting())
  await settle()
  expect(session.news.value?.what).toBe('restarted')
  Object.assign(server, { epoch: 'g', viewer: { mode: 'kubernetes', sees: ['shop'], cluster: false } })
  say('reset', 'sight')
  await settle()
  expect(session.news.value?.what).toBe('sight')
})
