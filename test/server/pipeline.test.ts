import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPipeline } from '../../server/pipeline.ts'
import type { Entry } from '../../server/wire/events.ts'
import type { KindHealth } from '../../server/wire/health.ts'
import { toyCluster } from '../support/toy-cluster.ts'

afterEach(() => void vi.restoreAllMocks())

const about = { uid: 'c', name: 'toy', version: 'v1.36.3' }
const kind = (name: string, state: KindHealth['state'], since = 5): KindHealth => ({ kind: name, state, since, objects: 0, relists: 0, gaps: 0 })

function pipelineOf(replay: boolean) {
  const heard: { kind: string; entries: Entry[] }[] = []
  const states: string[] = []
  const pipeline = createPipeline(about, replay, {
    entries: (entries, delta) => heard.push({ kind: delta.kind, entries }),
    health: ({ state, since }) => states.push(state === 'stale' ? `stale since ${since}` : state),
  })
  return { pipeline, heard, states }
}

/** Event number n that brings a step of its own. */
function eventsAbout(cluster: ReturnType<typeof toyCluster>, count: number) {
  const pod = cluster.pod('web', 0)
  const event = (n: number) => ({
    kind: 'Event' as const,
    apiVersion: 'v1',
    meta: cluster.meta('event', `web.${n}`, n),
    about: { kind: 'Pod', namespace: 'shop', name: 'web', uid: pod.meta.uid },
    reason: 'Unhealthy',
    note: `Readiness probe failed: ${n}`,
    type: 'Warning',
    component: 'kubelet',
    host: 'worker-1',
    count: 1,
    first: 1_767_225_600_000 + n,
    last: 1_767_225_600_000 + n,
  })
  return { pod, events: Array.from({ length: count }, (_, n) => cluster.added(n, event(n))) }
}

describe('a flood of Events', () => {
  it('does not delay a Pod that comes after it, live; none is lost', async () => {
    const cluster = toyCluster()
    const { pod, events } = eventsAbout(cluster, 3000)
    const all = pipelineSteps(events, pod)
    const { pipeline, heard } = pipelineOf(false)
    pipeline.delta(cluster.added(0, pod))
    for (const event of events) pipeline.delta(event)
    pipeline.delta(cluster.added(9, cluster.pod('other', 9)))
    expect(heard.map((each) => each.kind)).toEqual(['Pod', 'Pod'])
    // A clock that a busy machine cannot hurry: a millisecond passes whenever it is looked at, which is once for each Event.
    let clock = 0
    vi.spyOn(performance, 'now').mockImplementation(() => clock++)
    const told = () => heard.filter((each) => each.kind === 'Event').length
    const perTurn: number[] = []
    for (let before = 0; before < all && perTurn.length < events.length; before = told()) {
      await new Promise(setImmediate)
      perTurn.push(told() - before)
    }
    expect(told()).toBe(all)
    expect(all).toBeGreaterThan(0)
    expect(Math.max(...perTurn)).toBeLessThanOrEqual(4)
  })

  it('is told in its place when a recording is played', () => {
    const cluster = toyCluster()
    const { pod, events } = eventsAbout(cluster, 20)
    const { pipeline, heard } = pipelineOf(true)
    pipeline.delta(cluster.added(0, pod))
    for (const event of events) pipeline.delta(event)
    pipeline.delta(cluster.added(9, cluster.pod('other', 9)))
    expect(heard.at(-1)!.kind).toBe('Pod')
    expect(heard.filter((each) => each.kind === 'Event').length).toBeGreaterThan(0)
  })

  /** How many of these bring entries when nothing is queued: what the queue must bring too. */
  function pipelineSteps(events: ReturnType<typeof eventsAbout>['events'], pod: ReturnType<typeof eventsAbout>['pod']): number {
    const { pipeline, heard } = pipelineOf(true)
    pipeline.delta(toyCluster().added(0, pod))
    for (const event of events) pipeline.delta(event)
    return heard.filter((each) => each.kind === 'Event').length
  }
})

describe('health', () => {
  it('is syncing until every kind was heard of, stale while one is lost, live again; what is withheld makes nothing stale', () => {
    const { pipeline, states } = pipelineOf(false)
    pipeline.health(kind('Pod', 'syncing'))
    pipeline.health(kind('Node', 'live'))
    pipeline.health(kind('Pod', 'live'))
    pipeline.health(kind('ResourceQuota', 'forbidden'))
    pipeline.health(kind('Node', 'reconnecting', 70))
    pipeline.health(kind('Node', 'live'))
    expect(states).toEqual(['syncing', 'syncing', 'live', 'live', 'stale since 70', 'live'])
    expect(pipeline.healthNow().kinds.map(({ kind: name, state }) => `${name} ${state}`)).toEqual([
      'Pod live',
      'Node live',
      'ResourceQuota forbidden',
    ])
  })

  it('is stale since anything was last heard when all is lost, else since the first that fell silent', () => {
    const { pipeline, states } = pipelineOf(false)
    pipeline.health(kind('Node', 'live'))
    pipeline.health(kind('Pod', 'live'))
    pipeline.health(kind('ResourceQuota', 'forbidden'))
    pipeline.health(kind('Node', 'reconnecting', 70))
    pipeline.health(kind('Pod', 'reconnecting', 90))
    pipeline.health(kind('Pod', 'live'))
    expect(states.slice(3)).toEqual(['stale since 70', 'stale since 90', 'stale since 90'])
  })

  it('of a recording is replay', () => {
    expect(pipelineOf(true).pipeline.healthNow()).toMatchObject({ state: 'replay', kinds: [] })
  })
})
