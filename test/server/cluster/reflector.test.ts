import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Kind } from '../../../server/cluster/kinds.ts'
import type { Timing } from '../../../server/cluster/reflector/timing.ts'
import { brisk, hasty, watch, type Watch } from '../../support/cluster-watch.ts'
import { rawPod } from '../../support/raw-pod.ts'
import { StandInApiServer } from '../../support/stand-in-api-server.ts'
import { until } from '../../support/until.ts'

const PODS = '/api/v1/pods'
let server: StandInApiServer
let watching: Watch | undefined

beforeEach(async () => {
  server = new StandInApiServer()
  await server.start()
  for (let number = 0; number < 5; number++) server.put(PODS, rawPod({ number }))
})
afterEach(async () => {
  await watching?.source.stop()
  await server.stop()
  watching = undefined
})

async function live(kinds: Kind[] = ['Pod'], options: Parameters<typeof watch>[2] = {}): Promise<Watch> {
  watching = await watch(server.port, kinds, options)
  await watching.source.synced
  return watching
}
/**
 * Of an old server, which sends what there is and then nothing: the silence comes when all of it has been read, however slow the machine is. No other
 * clock runs until then.
 */
async function liveAfterSilence(): Promise<Watch> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    watching = await watch(server.port, ['Pod'])
    await until(() => watching!.deltas.filter((one) => one.change === 'listed').length === server.state(PODS).length)
    vi.advanceTimersByTime(brisk.syncStall)
  } finally {
    vi.useRealTimers()
  }
  await watching.source.synced
  return watching
}
const change = (number: number, restarts: number) => server.put(PODS, rawPod({ number, restarts }))
const sorted = (state: { uid: string; resourceVersion: string }[]) => state.map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`).sort()
const equal = () => JSON.stringify(sorted(watching!.source.state('Pod'))) === JSON.stringify(sorted(server.state(PODS)))
const expire = (expiry: 'status' | 'event') => {
  server.expiry = expiry
  server.freeze()
  change(0, 1)
  server.compact()
  server.endStreams()
}
const lists = () => server.requests.filter((one) => one === PODS).length
const changes = () => watching!.deltas.filter((one) => one.change !== 'tick').map((one) => one.change)

describe.each(['on', 'refused', 'ignored'] as const)('streamed lists %s', (mode) => {
  it('lists, then follows', async () => {
    server.watchList = mode
    server.pageLimit = 2
    const { of } = mode === 'ignored' ? await liveAfterSilence() : await live()
    // What an old server streams is told at once; the pages that follow when it never ends are a second look.
    const first = [...Array(5).fill('listed'), ...(mode === 'ignored' ? ['gap'] : [])]
    expect(changes()).toEqual(first)
    change(1, 1)
    server.put(PODS, rawPod({ number: 9 }))
    server.delete(PODS, rawPod({ number: 2 }).metadata.uid)
    await until(equal, 'all seen')
    expect(changes().slice(first.length)).toEqual(['updated', 'added', 'deleted'])
    expect(of('Pod')).toMatchObject({ state: 'live', objects: 5, relists: 0, gaps: first.length - 5 })
    expect(lists()).toBe(mode === 'on' ? 0 : 3)
  })
})

it('remembers that streamed lists are refused', async () => {
  server.watchList = 'refused'
  await live()
  server.compact()
  change(1, 1)
  server.compact()
  server.endStreams()
  await until(() => watching!.of('Pod').relists === 1 && equal(), 'relisted')
  expect(server.requests.filter((one) => one === `${PODS}?watch`).length).toBeLessThanOrEqual(4)
})

it('takes pages when streamed lists keep breaking off, and a second end mark for a bookmark', async () => {
  server.watchList = 'ignored'
  watching = await watch(server.port, ['Pod'])
  const ender = setInterval(() => server.watchers.forEach((one) => one.hung && one.response.end()), 20)
  await watching.source.synced
  clearInterval(ender)
  expect(lists()).toBe(1)
  await until(() => [...server.watchers].some((one) => !one.hung), 'the watch')
  server.write('{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"99999","annotations":{"k8s.io/initial-events-end":"true"}}}}\n')
  change(1, 1)
  await until(equal, 'what came behind it')
  expect(watching.of('Pod')).toMatchObject({ state: 'live', relists: 0 })
})

describe('dials again from where it was, without a relist', () => {
  it.each<[string, () => void, Partial<Timing>?]>([
    ['a clean end', () => server.endStreams()],
    ['a reset', () => server.reset()],
    ['half a line', () => server.halfLine()],
    ['a hang', () => server.freeze(), { stall: hasty.stall }],
    ['an internal error on the stream', () => server.write('{"type":"ERROR","object":{"code":500,"reason":"InternalError"}}\n')],
    [
      'a bookmark only, then an end',
      () => {
        server.write('{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"1005"}}}\n')
        server.endStreams()
      },
    ],
  ])('after %s', async (_, lever, timing = {}) => {
    const { of } = await live(['Pod'], { timing: { ...brisk, ...timing } })
    change(0, 1)
    await until(equal, 'first change')
    lever()
    change(1, 7)
    await until(equal, 'the change behind it')
    await until(() => of('Pod').state === 'live', 'live')
    expect(of('Pod').relists).toBe(0)
    expect(lists()).toBe(0)
    expect(changes().slice(5)).toEqual(['updated', 'updated'])
  })

  it.each([
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
  ])('after %i', async (code, reason) => {
    const { health } = await live()
    server.refuse = ({ path }) => (path === PODS ? { code, reason } : undefined)
    server.endStreams()
    await until(() => health.at(-1)?.state === 'reconnecting', 'reconnecting')
    expect(health.at(-1)?.note).toContain(String(code))
    change(1, 3)
    server.refuse = () => undefined
    await until(equal, 'caught up')
    expect(changes().slice(5)).toEqual(['updated'])
  })

  it('waits as long as Retry-After says', async () => {
    await live()
    let refused = 0
    server.refuse = ({ path }) => (path === PODS && refused++ === 0 ? { code: 429, retryAfter: 1 } : undefined)
    const before = performance.now()
    server.endStreams()
    change(1, 3)
    await until(equal, 'caught up')
    expect(performance.now() - before).toBeGreaterThan(950)
  })

  it('after the server was gone for a while', async () => {
    const { of } = await live()
    const { port } = server
    const old = server
    await old.stop()
    await until(() => of('Pod').state === 'reconnecting', 'reconnecting')
    server = new StandInApiServer()
    for (let number = 0; number < 7; number++) server.put(PODS, rawPod({ number }))
    await server.start(port)
    await until(() => of('Pod').state === 'live' && equal(), 'caught up')
    expect(watching!.source.state('Pod')).toHaveLength(7)
  })
})

describe('lists again, with a gap', () => {
  it.each<[string, () => void]>([
    ['410 as status', () => expire('status')],
    ['410 as event', () => expire('event')],
    ['garbage', () => server.write('<html>Bad gateway</html>\n')],
    ['a line of another sort', () => server.write('{"type":"ADDED","object":{"metadata":{}}}\n')],
    ['an endless line', () => server.write('x'.repeat(9 * 2 ** 20))],
  ])('after %s', async (_, lever) => {
    const { of, deltas } = await live()
    lever()
    change(1, 2)
    await until(() => of('Pod').relists === 1 && of('Pod').state === 'live' && equal(), 'relisted')
    const gap = deltas.find((one) => one.change === 'gap')
    expect(gap?.gap?.from).toBeLessThanOrEqual(gap?.gap?.to ?? 0)
    expect(changes().slice(5)).toContain('relisted')
    expect(changes().filter((one) => one === 'gap')).toHaveLength(1)
  })

  it('a U+2028 inside a line is no end of it', async () => {
    const { of } = await live()
    const raw = rawPod({ number: 3 })
    Object.assign(raw.metadata.annotations, { note: 'a\u2028b' })
    server.put(PODS, raw)
    await until(equal, 'seen')
    expect(of('Pod').relists).toBe(0)
  })
})

describe('what is withheld', () => {
  it('403 is forbidden with the rule that would open it, and opens when granted; the others live', async () => {
    server.refuse = ({ path }) => (path === '/apis/apps/v1/deployments' ? { code: 403, reason: 'Forbidden' } : undefined)
    const { of } = await live(['Deployment', 'Pod'])
    expect(of('Pod').state).toBe('live')
    expect(of('Deployment')).toMatchObject({
      state: 'forbidden',
      note: expect.stringContaining('apiGroups: ["apps"], resources: ["deployments"], verbs: ["list", "watch"]'),
    })
    server.refuse = () => undefined
    await until(() => of('Deployment').state === 'live', 'granted')
    expect(of('Deployment').note).toBeUndefined()
  })

  it('a server that has just started and denies everything is no forbidden kind', async () => {
    const { of, health } = await live()
    server.refuse = ({ path }) => (path === '/readyz' ? { code: 500 } : { code: 403, reason: 'Forbidden' })
    server.reset()
    await until(() => of('Pod').note?.includes('only just started') ?? false, 'noticed')
    expect(of('Pod').state).toBe('reconnecting')
    server.refuse = () => undefined
    await until(() => of('Pod').state === 'live', 'back')
    expect(health.map(({ state }) => state)).not.toContain('forbidden')
  })

  it('a right that is taken away shows as forbidden, though no one may ask whether the server is ready', async () => {
    const { of } = await live()
    server.refuse = () => ({ code: 403, reason: 'Forbidden' })
    server.reset()
    await until(() => of('Pod').state === 'forbidden', 'believed')
  })

  describe.each([true, false])('a server that ends watches in time: %s', (punctual) => {
    it('a right that is withdrawn under a watch shows within its time, and what was held is dropped; granted again, all is listed behind a gap', async () => {
      server.punctual = punctual
      const { of, deltas, source } = await live(['Deployment', 'Pod'], { timing: { ...brisk, watchSeconds: { least: 1, most: 1 }, grace: 300 } })
      server.refuse = ({ path }) => (path === PODS ? { code: 403, reason: 'Forbidden' } : undefined)
      await until(() => of('Pod').state === 'forbidden', 'withdrawn')
      expect(of('Pod')).toMatchObject({
        objects: 0,
        note: expect.stringMatching(/^Access was withdrawn. Not allowed to list and watch pods. This rule would open it: apiGroups/),
        rule: { role: 'ClusterRole', apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
      })
      expect(source.state('Pod')).toEqual([])
      expect(changes()).toEqual([...Array(5).fill('listed'), ...Array(5).fill('withdrawn')])
      // It is asked for again and again, and does not forget that there was access.
      await new Promise((resolve) => setTimeout(resolve, 400))
      expect(of('Pod').note).toContain('Access was withdrawn')
      expect(of('Deployment').state).toBe('live')
      server.put(PODS, rawPod({ number: 7 }))
      server.refuse = () => undefined
      await until(() => of('Pod').state === 'live' && equal(), 'granted')
      expect(changes().slice(10)).toEqual([...Array(6).fill('listed'), 'gap'])
      const { gap } = deltas.find(({ change }) => change === 'gap')!
      expect(gap!.from).toBeLessThan(gap!.to)
      const time = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`
      expect(of('Pod').note).toMatch(`Not watched from ${time(gap!.from)} to ${time(gap!.to)}`)
      expect(of('Pod').rule).toBeUndefined()
    })

    it('watches that end in time lose nothing and are no change of state', async () => {
      server.punctual = punctual
      const { of, health } = await live(['Pod'], { timing: { ...brisk, watchSeconds: { least: 1, most: 1 }, grace: 100 } })
      const watches = () => server.requests.filter((one) => one === `${PODS}?watch`).length
      for (let restarts = 1; watches() < 4; restarts++) {
        change(1, restarts)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await until(equal, 'all seen')
      expect(of('Pod')).toMatchObject({ state: 'live', relists: 0, gaps: 0 })
      expect(new Set(health.map(({ state }) => state))).toEqual(new Set(['syncing', 'live']))
    })
  })

  it('404 is absent; an API that comes is watched, one that goes leaves nothing behind', async () => {
    const addresses = '/apis/networking.k8s.io/v1/ipaddresses'
    const none: typeof server.refuse = ({ path }) => (path === addresses ? { code: 404, body: '404 page not found' } : undefined)
    server.put(addresses, rawPod({ number: 1 }))
    server.refuse = none
    const { of, source } = await live(['IPAddress'])
    expect(of('IPAddress')).toMatchObject({ state: 'absent', note: 'This cluster serves no ipaddresses in networking.k8s.io/v1.' })
    server.refuse = () => undefined
    await until(() => of('IPAddress').state === 'live' && source.state('IPAddress').length === 1, 'served')
    expect(of('IPAddress').note).toBeUndefined()
    server.refuse = none
    server.endStreams()
    await until(() => of('IPAddress').state === 'absent', 'gone')
    expect(source.state('IPAddress')).toEqual([])
    server.refuse = () => undefined
    await until(() => of('IPAddress').state === 'live', 'served again')
    expect(of('IPAddress').gaps).toBe(1)
  })

  it('a proxy that answers 404 to everything for a moment takes nothing away', async () => {
    const { of, health } = await live()
    server.refuse = () => ({ code: 404, body: 'default backend - 404' })
    server.endStreams()
    await until(() => of('Pod').state === 'reconnecting', 'noticed')
    server.refuse = () => undefined
    await until(() => of('Pod').state === 'live', 'back')
    expect(health.map(({ state }) => state)).not.toContain('absent')
    expect(changes()).toEqual(Array(5).fill('listed'))
  })

  it('401 reads the credentials anew', async () => {
    const { writeFileSync, mkdtempSync } = await import('node:fs')
    const folder = mkdtempSync('/tmp/cutaway-test-')
    const file = `${folder}/config`
    const write = (token: string) =>
      writeFileSync(
        file,
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          'current-context': 'c',
          contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
          clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${server.port}` } }],
          users: [{ name: 'u', user: { token } }],
        }),
      )
    write('first')
    const { loadKubeconfig } = await import('../../../server/cluster/kubeconfig.ts')
    const choice = { kubeconfig: file }
    const { of } = await live(['Pod'], { loaded: loadKubeconfig(choice)!, choice })
    let wanted = 'second'
    server.refuse = ({ headers }) => (headers.authorization === `Bearer ${wanted}` ? undefined : { code: 401, reason: 'Unauthorized' })
    write('second')
    server.endStreams()
    change(1, 1)
    await until(() => equal() && of('Pod').state === 'live', 'caught up')
    wanted = ''
    server.endStreams()
    await until(() => of('Pod').state === 'reconnecting', 'refused')
    expect(of('Pod').note).toMatch(/^Re-authenticating: .*401/)
    write('third')
    wanted = 'third'
    change(1, 2)
    await until(() => equal() && of('Pod').state === 'live', 'let in again')
    expect(of('Pod')).toMatchObject({ note: undefined, relists: 0 })
  })
})

it('no more than four kinds list at a time', async () => {
  const kinds: Kind[] = ['Namespace', 'Node', 'Job', 'CronJob', 'Deployment', 'ReplicaSet', 'Service', 'Pod']
  server.watchList = 'ignored'
  watching = await watch(server.port, kinds)
  await until(() => server.watchers.size >= 4, 'four')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(server.watchers.size).toBe(4)
  server.watchList = 'on'
  server.endStreams()
  await watching.source.synced
})

it('a source that stops while lists hang, stops', async () => {
  server.freeze(true)
  watching = await watch(server.port, ['Namespace', 'Node', 'Job', 'CronJob', 'Deployment', 'Pod'])
  await new Promise((resolve) => setTimeout(resolve, 50))
  await watching.source.stop()
  const told = watching.deltas.length
  server.thaw()
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(watching.deltas).toHaveLength(told)
})
