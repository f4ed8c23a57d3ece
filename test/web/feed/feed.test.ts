import { beforeEach, expect, it, vi } from 'vitest'
import type { Hello, Snapshot } from '../../../server/wire/events.ts'
import type { Step } from '../../../server/wire/step.ts'
import { entriesOf, START, stepOf } from '../support/story-of-a-pod.ts'

/** A socket whose other end is the test. */
const socket = vi.hoisted(() => ({
  heard: new Map<string, (...all: never[]) => void>(),
  auth: undefined as unknown as (send: (position: unknown) => void) => void,
  connects: 0,
}))
vi.mock('socket.io-client', () => ({
  io: (options: { auth: typeof socket.auth }) => {
    socket.auth = options.auth
    const on = (event: string, handler: (...all: never[]) => void) => socket.heard.set(event, handler)
    return { on, io: { on }, connect: () => (socket.connects += 1) }
  },
}))
const say = (event: string, ...all: unknown[]) => (socket.heard.get(event) as ((...all: unknown[]) => void) | undefined)?.(...all)

const hello = (epoch: string, seq: number): Hello => ({
  wire: 1,
  epoch,
  seq,
  cluster: { uid: 'c', name: 'k', version: 'v1' },
  source: { type: 'cluster', context: 'k', since: START },
  catalogue: {},
  cards: [],
})
const snapshot = (greeting: Hello, steps: Step[]): Snapshot => ({
  hello: greeting,
  objects: [],
  pulses: [],
  stories: [],
  steps,
  health: { state: 'live', since: START, kinds: [], faults: {} },
})
const steps = (count: number) => entriesOf(Array.from({ length: count }, (_, index) => ({ step: stepOf(`s${index + 1}`, 'loop.made', 'p', index) })))
const stepsUpTo = (count: number) => steps(count).flatMap((entry) => ('step' in entry ? [entry.step] : []))

/** Every module anew: the feed opens one socket in its life. */
async function fresh() {
  vi.resetModules()
  socket.heard.clear()
  const [{ startFeed }, { tick }, shown, session] = await Promise.all([
    import('../../../web/feed/feed.ts'),
    import('../../../web/state/playback.ts'),
    import('../../../web/state/shown.ts'),
    import('../../../web/state/session.ts'),
  ])
  shown.pace.value = 'real'
  return {
    startFeed,
    shown,
    session,
    settle: async () => {
      await vi.advanceTimersByTimeAsync(0)
      tick(Date.now())
      tick(Date.now() + 20)
    },
  }
}

const answer = (body: unknown) => vi.fn(async () => new Response(JSON.stringify(body)))
const position = () => {
  let sent: unknown
  socket.auth((value) => (sent = value))
  return sent
}

beforeEach(() => void vi.useFakeTimers())

it('starts from a snapshot, follows the socket, and resumes after what it holds', async () => {
  const { startFeed, shown, session, settle } = await fresh()
  vi.stubGlobal('fetch', answer(snapshot(hello('e', 2), stepsUpTo(2))))
  await startFeed()
  expect(position()).toEqual({ epoch: 'e', seq: 2 })
  say('hello', hello('e', 2))
  say('steps', steps(5).slice(1))
  await settle()
  expect(shown.picture.value.order).toEqual(['s1', 's2', 's3', 's4', 's5'])
  say('disconnect', 'transport close')
  expect(session.connection.value.state).toBe('lost')
  expect(position()).toEqual({ epoch: 'e', seq: 5 })
  await vi.advanceTimersByTimeAsync(700)
  expect(socket.connects).toBe(1)
  say('hello', hello('e', 6))
  expect(session.connection.value.state).toBe('open')
  say('steps', steps(6).slice(3))
  await settle()
  expect(shown.picture.value.order).toEqual(['s1', 's2', 's3', 's4', 's5', 's6'])
})

it('A40 says since when nobody speaks, though it is connected, until somebody does', async () => {
  const { startFeed, session } = await fresh()
  vi.stubGlobal('fetch', answer(snapshot(hello('e', 0), [])))
  await startFeed()
  say('hello', hello('e', 0))
  await vi.advanceTimersByTimeAsync(1000)
  say('ping')
  const spoken = Date.now()
  await vi.advanceTimersByTimeAsync(2000)
  expect(session.staleSince.value).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1000)
  expect(session.staleSince.value).toBe(spoken)
  expect(session.connection.value.state).toBe('open')
  say('ping')
  expect(session.staleSince.value).toBeUndefined()
})

it('keeps the frames that arrive while a snapshot is fetched after a reset', async () => {
  const { startFeed, shown, settle } = await fresh()
  vi.stubGlobal('fetch', answer(snapshot(hello('e', 1), stepsUpTo(1))))
  await startFeed()
  let deliver: (response: Response) => void = () => {}
  vi.stubGlobal(
    'fetch',
    vi.fn(() => new Promise<Response>((resolve) => (deliver = resolve))),
  )
  say('reset', 'too-slow')
  say('steps', steps(9).slice(5))
  deliver(new Response(JSON.stringify(snapshot(hello('e', 7), stepsUpTo(7)))))
  await settle()
  await settle()
  expect(shown.picture.value.order).toEqual(['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9'])
})

it('takes another epoch for another history', async () => {
  const { startFeed, shown, session, settle } = await fresh()
  vi.stubGlobal('fetch', answer(snapshot(hello('e', 50), stepsUpTo(3))))
  await startFeed()
  vi.stubGlobal('fetch', answer(snapshot(hello('f', 1), stepsUpTo(1))))
  say('hello', hello('f', 1))
  await settle()
  await settle()
  expect([session.hello.value?.epoch, shown.picture.value.order]).toEqual(['f', ['s1']])
})

it('tries again until the server answers, and says since when it does not', async () => {
  const { startFeed, session } = await fresh()
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Promise.reject(new TypeError('refused'))),
  )
  const started = startFeed()
  await vi.advanceTimersByTimeAsync(1)
  const lost = session.connection.value
  expect(lost).toMatchObject({ state: 'lost', why: 'refused' })
  vi.stubGlobal('fetch', answer(snapshot(hello('e', 0), [])))
  await vi.advanceTimersByTimeAsync(2000)
  await started
  expect(session.connection.value.state).toBe('open')
})

it('does not guess at a wire that it does not know', async () => {
  const { startFeed, session } = await fresh()
  vi.stubGlobal('fetch', answer(snapshot({ ...hello('e', 0), wire: 2 }, [])))
  await startFeed()
  expect([session.outdated.value, session.hello.value]).toEqual([true, undefined])
})
