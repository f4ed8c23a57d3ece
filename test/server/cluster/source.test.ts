import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CutawayError } from '../../../server/errors.ts'
import type { Delta } from '../../../server/cluster/delta.ts'
import type { Kind } from '../../../server/cluster/kinds.ts'
import { compareResourceVersions } from '../../../server/cluster/resource-version.ts'
import { collectionPath, resources } from '../../../server/cluster/resources.ts'
import { brisk, hasty, watch, type Watch } from '../../support/cluster-watch.ts'
import { rawPod } from '../../support/raw-pod.ts'
import { StandInApiServer } from '../../support/stand-in-api-server.ts'
import { until } from '../../support/until.ts'

let server: StandInApiServer
let watching: Watch | undefined

beforeEach(async () => {
  server = new StandInApiServer()
  await server.start()
})
afterEach(async () => {
  await watching?.source.stop()
  await server.stop()
  watching = undefined
})

describe('source', () => {
  it('says which cluster it is, and in one sentence that it does not answer', async () => {
    server.put('/api/v1/namespaces', { metadata: { name: 'default', uid: 'd', resourceVersion: '' } })
    server.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: 'ks-uid', resourceVersion: '' } })
    watching = await watch(server.port, ['Namespace'])
    expect(await watching.source.identify(30_000)).toEqual({ uid: 'ks-uid', name: 'stand-in', version: 'v1.36.3' })
    server.freeze(true)
    const refusal: unknown = await watching.source.identify(100).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(CutawayError)
    expect(refusal).toMatchObject({ code: 'CLUSTER_SILENT', exit: 2, message: expect.stringContaining('context "stand-in"') })
  })

  it('ticks', async () => {
    watching = await watch(server.port, ['Pod'])
    await until(() => watching!.deltas.filter((one) => one.change === 'tick').length >= 3, 'ticks')
    expect(watching.deltas.find((one) => one.change === 'tick')).toMatchObject({ kind: 'Lease', rv: '' })
  })

  it('knows a frozen API server by its silence, though connections stay open, and catches up when it thaws', async () => {
    // None that is heard after the server was first asked whether it is there: a kind that hears something knows better.
    await server.stop()
    server.bookmarkEvery = 60_000
    await server.start()
    server.put('/api/v1/pods', rawPod({ number: 1 }))
    watching = await watch(server.port, ['Pod', 'Node'], { timing: { ...brisk, probe: { every: 200, limit: 500 } } })
    await watching.source.synced
    const asked = () => server.requests.filter((one) => one === '/readyz').length
    const more = (times: number, from = asked()) => until(() => asked() >= from + times, 'asked')
    await more(2)
    server.freeze(true)
    const frozen = Date.now()
    // When it asks for the third time it has missed two answers, on a slow machine maybe not the first.
    await more(3)
    // Long before the minute after which a silent watch is given up.
    await until(() => watching!.source.health().every((one) => one.state === 'reconnecting'), 'both stale')
    expect(watching.of('Pod').since).toBeLessThanOrEqual(frozen)
    server.put('/api/v1/pods', rawPod({ number: 1, restarts: 2 }))
    server.thaw()
    await until(() => watching!.source.health().every((one) => one.state === 'live'), 'both live')
    await until(() => watching!.deltas.some((one) => one.change === 'updated'), 'the change')
    expect(watching.of('Pod').relists).toBe(0)
  })

  it('dials anew after the clock jumped', async () => {
    watching = await watch(server.port, ['Pod'], { timing: { ...brisk, jump: 200 } })
    await watching.source.synced
    server.freeze()
    server.put('/api/v1/pods', rawPod({ number: 4 }))
    // As a machine asleep does: nothing runs, time passes.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
    await until(() => watching!.deltas.some((one) => one.change === 'added'), 'the change')
    expect(watching.of('Pod')).toMatchObject({ state: 'live', gaps: 0 })
  })

  it('gives raw text that a player makes the same deltas of', async () => {
    const { createPlayer } = await import('../../../server/cluster/player.ts')
    const raw: [string, 'list' | 'list-end' | 'watch', string, number][] = []
    server.put('/api/v1/pods', rawPod({ number: 1 }))
    watching = await watch(server.port, ['Pod'], { onRaw: (...line) => raw.push(line) })
    await watching.source.synced
    server.put('/api/v1/pods', rawPod({ number: 1, restarts: 2 }))
    server.put('/api/v1/pods', rawPod({ number: 2 }))
    await until(() => watching!.deltas.some((one) => one.change === 'added'), 'both')
    server.write('garbage\n')
    await until(() => watching!.of('Pod').gaps === 1, 'relisted')
    await watching.source.stop()
    const again: Delta[] = []
    const player = createPlayer({ delta: (delta) => again.push(delta) })
    for (const [kind, phase, text, seen] of raw) player.line({ kind, phase, text }, seen)
    // A list is on a tape as of its end.
    const flat = (all: Delta[]) =>
      all
        .filter((one) => one.change !== 'tick')
        .map(({ changed, ...rest }) => ({ ...rest, paths: changed.paths }))
        .map((one) => (one.change === 'listed' ? { ...one, seen: 0 } : one))
    expect(flat(again)).toEqual(flat(watching.deltas))
    expect(flat(again).map((one) => one.change)).toEqual(['listed', 'updated', 'added', 'gap'])
  })
})

describe('namespaces watched one by one', () => {
  const A = '/api/v1/namespaces/a/pods'
  const B = '/api/v1/namespaces/b/pods'
  const short = { ...brisk, watchSeconds: { least: 1, most: 1 }, grace: 200 }
  const denied = { code: 403, reason: 'Forbidden' }
  const pod = (namespace: string, number: number, restarts = 0) => rawPod({ number, namespace, restarts, uid: `${namespace}-${number}` })
  beforeEach(() => {
    for (const number of [1, 2, 3]) {
      server.put(A, pod('a', number))
      server.put(B, pod('b', number))
    }
  })

  async function live(kinds: Kind[] = ['Pod'], namespaces = ['a', 'b'], timing = short): Promise<Watch> {
    watching = await watch(server.port, kinds, { namespaces, timing })
    await watching.source.synced
    return watching
  }
  const held = () => watching!.source.state('Pod').map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`)
  const there = (...paths: string[]) => paths.flatMap((path) => server.state(path).map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`))
  const equal = (...paths: string[]) => JSON.stringify(held().toSorted()) === JSON.stringify(there(...paths).toSorted())
  const changes = () => watching!.deltas.filter(({ change }) => change !== 'tick').map(({ change }) => change)

  it('watches what has a namespace in each of them, and nothing over all of them; what has none as ever', async () => {
    server.put('/api/v1/pods', pod('c', 1))
    server.put('/api/v1/nodes', rawPod({ number: 9 }))
    // None ends meanwhile: each that follows it would be one more request.
    const { of } = await live(['Node', 'Pod'], ['a', 'b'], brisk)
    expect(of('Pod')).toMatchObject({ state: 'live', objects: 6, gaps: 0 })
    expect(of('Node')).toMatchObject({ state: 'live', objects: 1 })
    expect(equal(A, B)).toBe(true)
    expect(server.requests.filter((one) => !one.startsWith('/readyz')).toSorted()).toEqual(
      ['/api/v1/nodes', A, B].map((path) => `${path}?watch`).toSorted(),
    )
    expect(watching!.source.health().map(({ kind }) => kind)).toEqual(['Node', 'Pod'])
  })

  it('a relist of one leaves the others as they are', async () => {
    const { of, deltas } = await live()
    server.write('garbage\n', A)
    server.delete(A, 'a-2')
    server.put(B, pod('b', 1, 4))
    await until(() => of('Pod').relists === 1 && of('Pod').state === 'live' && equal(A, B), 'both caught up')
    expect(deltas.filter(({ change, was, now }) => change === 'relisted' && (now ?? was)?.meta.namespace === 'b')).toEqual([])
    expect(changes().filter((change) => change === 'gap')).toHaveLength(1)
    expect(of('Pod').note).toMatch(/^In a: Not watched from /)
  })

  it('one that may not be watched is named with the Role that would open it, and opens when granted', async () => {
    server.refuse = ({ path }) => (path === B ? denied : undefined)
    const { of } = await live()
    expect(of('Pod')).toMatchObject({
      state: 'forbidden',
      objects: 3,
      note: 'In b: Not allowed to list and watch pods. This rule in a Role of the namespace would open it: apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"].',
      rule: { role: 'Role', apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
    })
    server.put(A, pod('a', 1, 5))
    await until(() => equal(A), 'the other goes on')
    server.refuse = () => undefined
    await until(() => of('Pod').state === 'live' && equal(A, B), 'granted')
    expect(changes().filter((change) => change === 'gap' || change === 'relisted')).toEqual([])
  })

  it('a right that is withdrawn in one drops what is of it, and no more', async () => {
    const { of, deltas } = await live()
    server.refuse = ({ path }) => (path === B ? denied : undefined)
    await until(() => of('Pod').state === 'forbidden', 'withdrawn')
    expect(of('Pod').note).toMatch(/^In b: Access was withdrawn. /)
    expect(equal(A)).toBe(true)
    expect(deltas.filter(({ change }) => change === 'withdrawn').map(({ was }) => was?.meta.uid)).toEqual(['b-1', 'b-2', 'b-3'])
    server.refuse = () => undefined
    await until(() => of('Pod').state === 'live' && equal(A, B), 'granted again')
    expect(changes().slice(9)).toEqual(['listed', 'listed', 'listed', 'gap'])
  })

  it('what has no namespace and is refused is forbidden with a ClusterRole, and keeps nothing else from being live', async () => {
    server.refuse = ({ path }) => (path === '/api/v1/nodes' ? denied : undefined)
    const { of } = await live(['Node', 'Pod'])
    expect(of('Node')).toMatchObject({ state: 'forbidden', rule: { role: 'ClusterRole', resources: ['nodes'] } })
    expect(of('Pod').state).toBe('live')
  })

  it('one that does not exist yet is empty, and filled when it does', async () => {
    const { of } = await live(['Pod'], ['a', 'later'])
    expect(of('Pod')).toMatchObject({ state: 'live', objects: 3 })
    server.put('/api/v1/namespaces/later/pods', pod('later', 1))
    await until(() => equal(A, '/api/v1/namespaces/later/pods'), 'filled')
  })

  it('is known by no uid, however much may be listed, and never asks for one', async () => {
    server.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: 'ks-uid', resourceVersion: '' } })
    await live()
    expect(await watching!.source.identify(30_000)).toEqual({ uid: '', name: 'stand-in', version: 'v1.36.3' })
    expect(server.requests).not.toContain('/api/v1/namespaces')
  })
})

/** Every 200 ms one thing that breaks. */
describe.each(['on', 'refused'] as const)('a hundred things that break in 20 s, streamed lists %s', (mode) => {
  const kinds: Kind[] = ['Pod', 'Node', 'Deployment']
  const collections = kinds.map((kind) => collectionPath(resources[kind]))

  it('ends with state equal by uid and resourceVersion', { timeout: 300_000 }, async () => {
    const random = seeded(mode.length)
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    server.watchList = mode
    server.pageLimit = 20
    for (const path of collections) for (let number = 0; number < 50; number++) server.put(path, rawPod({ number, uid: `${path}-${number}` }))
    watching = await watch(server.port, kinds, { timing: hasty })
    let born = 1_000
    const churn = setInterval(() => {
      for (const path of collections) {
        const uids = server.uids(path)
        const uid = uids[Math.floor(random() * uids.length)] ?? ''
        const dice = random()
        if (dice < 0.1 && uids.length > 10) server.delete(path, uid)
        else if (dice < 0.2) {
          // Often under the name of one that was deleted.
          const name = `n-${++born % 40}`
          const taken = uids.some((one) => server.get(path, one)?.metadata.name === name)
          server.put(path, rawPod({ number: born % 60, uid: `${path}-${born}`, name: taken ? `m-${born}` : name }))
        } else server.put(path, { ...server.get(path, uid)!, status: { phase: dice < 0.6 ? 'Running' : 'Failed' } })
      }
    }, 5)
    const done = { burst: 0, mischief: 0 }
    const refusing = (code: number, more: { retryAfter?: number; body?: string } = {}) => {
      server.refuse = ({ path }) => (collections.includes(path) ? { code, ...more } : undefined)
      done.burst = 2
    }
    const levers: (() => void)[] = [
      () => server.reset(),
      () => server.endStreams(),
      () => server.halfLine(),
      () => server.freeze(),
      () => server.freeze(true),
      () => server.write('{"type":"MODI\n'),
      () => server.write('{"type":"ERROR","object":{"code":500,"reason":"InternalError"}}\n'),
      () => {
        server.compact()
        server.reset()
      },
      () => {
        server.freeze()
        server.compact()
        server.endStreams()
      },
      () => {
        server.expiry = server.expiry === 'event' ? 'status' : 'event'
      },
      () => refusing(410),
      () => refusing(429, { retryAfter: 0 }),
      () => refusing(500),
      () => refusing(401),
      () => refusing(503, { body: '<html>' }),
      () => refusing(200, { body: '<html>hello</html>\n' }),
    ]
    const mischief = setInterval(() => {
      server.thaw()
      if (done.burst-- <= 0) server.refuse = () => undefined
      levers[Math.floor(random() * levers.length)]?.()
      done.mischief++
    }, 200)
    const change = (kind: Change) => watching!.deltas.filter((one) => one.change === kind).length
    await until(() => done.mischief >= 100, 'a hundred', 120_000)
    // It was chaos, and more than relisting got it through.
    await until(
      () => change('gap') > 3 && change('updated') > 500,
      () => `${change('gap')} gaps, ${change('updated')} updates`,
      120_000,
    )
    clearInterval(mischief)
    clearInterval(churn)
    server.thaw()
    server.refuse = () => undefined

    const lists = () =>
      kinds.map((kind) =>
        watching!.source
          .state(kind)
          .map((one) => `${one.uid} ${one.resourceVersion}`)
          .sort(),
      )
    const truth = () =>
      collections.map((path) =>
        server
          .state(path)
          .map((one) => `${one.uid} ${one.resourceVersion}`)
          .sort(),
      )
    // If it never comes, the comparison below says where they differ.
    await until(() => JSON.stringify(lists()) === JSON.stringify(truth()), 'equal state').catch(() => {})
    expect(lists()).toEqual(truth())
    await until(() => watching!.source.health().every((one) => one.state === 'live'), 'all live')
    expect(regressions(watching.deltas)).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(rejections).toEqual([])
    process.off('unhandledRejection', note)
  })
})

type Change = Delta['change']

/** Objects of which an older version was told after a newer one, and those told of twice. */
function regressions(deltas: Delta[]): string[] {
  const newest = new Map<string, string>()
  const wrong: string[] = []
  for (const { now, change, rv } of deltas) {
    if (!now) continue
    const before = newest.get(now.meta.uid)
    if (before !== undefined && compareResourceVersions(rv, before) <= 0) wrong.push(`${change} ${now.meta.uid} ${before} -> ${rv}`)
    newest.set(now.meta.uid, rv)
  }
  return wrong
}

function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff
}
