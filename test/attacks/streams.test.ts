import { io } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { brisk, watch, type Watch } from '../support/cluster-watch.ts'
import { rawPod } from '../support/raw-pod.ts'
import { launch } from '../support/cutaway.ts'
import { StandInApiServer } from '../support/stand-in-api-server.ts'
import { until } from '../support/until.ts'
import { kubeconfigOf } from './stand-in.ts'

const PODS = '/api/v1/pods'
let server: StandInApiServer
let watching: Watch
/** When Pods were listed, as pages or as a stream, ms. */
let lists: number[]

beforeEach(async () => {
  server = new StandInApiServer()
  // None that ends a line which has no end.
  server.bookmarkEvery = 60_000
  lists = []
  server.refuse = ({ path, query }) => {
    if (path === PODS && (query.get('watch') !== 'true' || query.get('sendInitialEvents') === 'true')) lists.push(performance.now())
    return undefined
  }
  await server.start()
  for (let number = 0; number < 5; number++) server.put(PODS, rawPod({ number }))
  watching = await watch(server.port, ['Pod'])
  await watching.source.synced
})
afterEach(async () => {
  await watching.source.stop()
  await server.stop()
})

const text = (state: { uid: string; resourceVersion: string }[]) =>
  state
    .map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`)
    .sort()
    .join('\n')
const equal = () => text(watching.source.state('Pod')) === text(server.state(PODS))
const line = (type: string, object: object) => JSON.stringify({ type, object }) + '\n'
const wrong = rawPod({ number: 77 })

test.each<[string, string | (() => void)]>([
  ['truncated JSON', '{"type":"MODIFIED","object":{"kind":"Pod","meta\n'],
  ['two objects on a line', line('ADDED', wrong).trim() + line('ADDED', rawPod({ number: 78 }))],
  ['empty lines', '\n\n\n'],
  ['CRLF', '\r\n\r\n'],
  ['invalid UTF-8', () => server.watchers.forEach(({ response }) => response.write(Buffer.from([0x7b, 0xff, 0xfe, 0xc0, 0x0a])))],
  ['a line of 9 MB without an end', 'x'.repeat(9 * 2 ** 20)],
  ['an HTML page', '<html><body>502 Bad gateway</body></html>\n'],
  ['another kind', line('ADDED', { kind: 'Secret', apiVersion: 'v1', metadata: { name: 's', uid: 's', resourceVersion: '1' }, data: { a: 'b' } })],
  ['an object without metadata', line('ADDED', { kind: 'Pod', apiVersion: 'v1' })],
  ['an object without a uid', line('MODIFIED', { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'x' } })],
  ['an event of no known type', line('INVENTED', wrong)],
  ['no event at all', 'null\n[]\n42\n"ADDED"\n'],
  ['metadata that is none', '{"type":"ADDED","object":{"kind":"Pod","metadata":[]}}\n{"type":"ADDED","object":[]}\n{"type":"ADDED"}\n'],
  ['what pollutes', '{"type":"ADDED","object":{"__proto__":{"metadata":{"uid":"p","name":"p"}}}}\n'],
])('A33 after %s in a watch what is held is what the API server holds', async (_, mischief) => {
  if (typeof mischief === 'string') server.write(mischief, PODS)
  else mischief()
  server.put(PODS, rawPod({ number: 1, restarts: 3 }))
  server.put(PODS, rawPod({ number: 9 }))
  await until(() => equal() && watching.of('Pod').state === 'live', 'equal')
  expect(watching.source.state('Pod')).toHaveLength(6)
  expect(JSON.stringify(watching.deltas.map(({ now }) => now?.kind ?? 'Pod'))).not.toContain('Secret')
  expect(({} as { metadata?: unknown }).metadata).toBeUndefined()
})

test('A33 a line without an end is given up, and what it hid is listed', async () => {
  for (let at = 0; at < 24; at++) {
    server.write('x'.repeat(2 ** 20), PODS)
    await new Promise((again) => setTimeout(again, 5))
  }
  await until(() => watching.of('Pod').relists > 0 && watching.of('Pod').state === 'live', 'listed again')
})

test('A39 an API server that restarts twenty times: watches go on where they were, nothing is listed again', async () => {
  const first = lists.length
  for (let round = 0; round < 20; round++) {
    server.reset()
    server.put(PODS, rawPod({ number: round % 5, restarts: round }))
    await new Promise((again) => setTimeout(again, 60))
  }
  await until(equal, 'equal')
  expect(lists.length - first).toBe(0)
})

test('A39 and when it has forgotten what was, lists are no storm: at most one after another, each time longer', async () => {
  const first = lists.length
  server.refuse = ({ path, query }) => {
    if (path !== PODS) return undefined
    if (query.get('watch') !== 'true' || query.get('sendInitialEvents') === 'true') lists.push(performance.now())
    return { code: 410, reason: 'Expired' }
  }
  server.endStreams()
  await until(() => lists.length - first >= 10, 'ten lists')
  const pauses = lists.slice(first + 1).map((at, index) => at - lists[first + index]!)
  // At least half of what has doubled each time, until it is as long as it may be; in the real timing that is fifteen seconds. 1 ms is the clock's.
  const { least, most } = brisk.backoff
  const shortest = pauses.map((_, index) => Math.min(most, least * 2 ** (index + 1)) / 2 - 1)
  expect(pauses.filter((pause, index) => pause < shortest[index]!)).toEqual([])
  server.refuse = () => undefined
  await until(() => equal() && watching.of('Pod').state === 'live', 'equal')
})

test('A40 a process that stands still for three seconds: pages get all that came meanwhile, in order and once, and stay', async () => {
  const running = launch(['start', '--kubeconfig', kubeconfigOf(server.port), '--port', '0'])
  const [, url = ''] = await running.says(/Open (http:\S+)/)
  const seqs: number[] = []
  const names = new Set<string>()
  const pings: number[] = []
  let closed = 0
  const socket = io(new URL(url).origin, { transports: ['websocket'], reconnection: false, auth: {} })
  const heard = (entries: { seq: number; object?: { ref: { name: string } } }[]) => {
    for (const { seq, object } of entries) {
      seqs.push(seq)
      if (object) names.add(object.ref.name)
    }
  }
  for (const name of ['objects', 'steps', 'amend']) socket.on(name, heard)
  socket.on('disconnect', () => closed++)
  socket.io.on('ping', () => pings.push(performance.now()))
  const put = (from: number, to: number) => {
    for (let number = from; number < to; number++) server.put(PODS, rawPod({ number, name: `still-${number}` }))
  }
  await until(() => socket.connected, 'a page is there')
  await until(() => server.watchers.size > 20, 'it lives')
  put(100, 110)
  await until(() => names.size >= 10, 'told')
  running.child.kill('SIGSTOP')
  put(110, 300)
  await new Promise((again) => setTimeout(again, 3_000))
  expect(names.size).toBeLessThan(20)
  // By this a page knows (web/feed/socket.ts). What was sent before may have been read late.
  await until(() => performance.now() - (pings.at(-1) ?? 0) > 2_500, 'silence')
  running.child.kill('SIGCONT')
  await until(() => names.has('still-299'), 'told')
  expect([...names].filter((name) => name.startsWith('still-'))).toHaveLength(200)
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
  expect(closed).toBe(0)
  socket.close()
  running.child.kill('SIGTERM')
  await running.exit()
})
