import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../server/wire/events.ts'
import { managedBy, ownedBy, start, toyCluster } from '../../support/toy-cluster.ts'
import { toyTimeline } from './toy-run.ts'

type Toy = ReturnType<typeof toyCluster>

const by = (manager: string, at = 0) => ({ managed: [managedBy(manager, at)] })

function scene(author = ['kubectl', 'kubectl'], selector: Record<string, string> = { app: 'web' }, later = 20) {
  const cluster = toyCluster()
  const run = toyTimeline()
  const deployment = cluster.workload('Deployment', 'web', 0, { meta: by(author[0]!), spec: { selector: { matchLabels: { app: 'web' } } } })
  const plain = cluster.service('web', later, selector)
  const service = { ...plain, meta: { ...plain.meta, ...by(author[1]!, later) } }
  return { cluster, run, deployment, service, first: cluster.added(0, deployment), second: cluster.added(later, service) }
}

describe('two intents share a story', () => {
  it.each([[false], [true]])('of one author within a second on connected objects (the second seen first: %s)', (swapped) => {
    const { run, first, second } = scene()
    run.offer(
      ...(swapped
        ? [
            { ...second, seen: start },
            { ...first, seen: start + 20 },
          ]
        : [first, second]),
    )
    expect(run.stories()).toMatchObject([{ steps: 2, subjects: [{ kind: 'Deployment' }, { kind: 'Service' }], subject: { kind: 'Deployment' } }])
    expect(new Set(run.steps().map(({ story }) => story)).size).toBe(1)
  })

  it.each([
    ['of two authors', scene(['kubectl', 'helm'])],
    ['on objects that have nothing to do with each other', scene(undefined, { app: 'other' })],
    ['more than a second apart', scene(undefined, undefined, 3_000)],
  ])('not %s', (_, { run, first, second }) => {
    run.offer(first, second)
    expect(run.stories()).toHaveLength(2)
  })

  it('not on one object', () => {
    const { run, cluster, deployment, first } = scene()
    const more = cluster.write(deployment, { meta: { generation: 2, ...by('kubectl') }, spec: { replicas: 2 } })
    run.offer(first, cluster.updated(100, deployment, more, 'spec.replicas'))
    expect(run.stories()).toHaveLength(2)
  })
})

describe('a story', () => {
  const story = () => {
    const { cluster, run } = scene()
    const set = cluster.workload('ReplicaSet', 'web-1', 0, { meta: by('kcm') })
    const pod = cluster.pod('a', 100, { meta: { ...ownedBy(set), ...by('kcm', 100) } })
    const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
    const ready = cluster.write(bound, { status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: start + 3_000 }] } })
    return {
      cluster,
      run,
      pod,
      bound,
      ready,
      set,
      deltas: [
        cluster.added(50, set),
        cluster.added(100, pod),
        cluster.updated(150, pod, bound, 'spec.nodeName'),
        cluster.updated(3_150, bound, ready, 'status.conditions[type=Ready]'),
      ],
    }
  }

  it('is open while something is expected, done when it is reached, with the way there and its longest wait', () => {
    const { cluster, run, deltas } = story()
    run.offer(...deltas.slice(0, 3), cluster.tick(120_000))
    expect(run.stories()).toMatchObject([{ state: 'open', critical: [] }])
    run.offer(deltas[3]!)
    const id = (key: string) => run.step(key).id
    expect(run.stories()).toMatchObject([
      {
        state: 'done',
        steps: 5,
        from: start + 50,
        to: start + 3_150,
        critical: [id('controller.set-created'), id('controller.pod-created'), id('scheduler.bound'), id('kubelet.ready')],
        gap: { before: id('scheduler.bound'), after: id('kubelet.ready'), ms: 3_000 },
        namespaces: ['shop'],
      },
    ])
  })

  it('is done when what it waited for is gone', () => {
    const { cluster, run, pod, deltas } = story()
    run.offer(...deltas.slice(0, 2), cluster.deleted(500, pod))
    expect(run.stories()).toMatchObject([{ state: 'done' }])
  })

  it('is quiet 60 s after its last step if nothing is expected, and reopened by a late one', () => {
    const { cluster, run, set } = story()
    run.offer(cluster.added(50, set), cluster.tick(60_050))
    expect(run.stories()).toMatchObject([{ state: 'open' }])
    run.offer(cluster.tick(60_051))
    expect(run.stories()).toMatchObject([{ state: 'quiet' }])
    run.offer(cluster.added(61_000, cluster.pod('a', 61_000, { meta: { ...ownedBy(set), ...by('kcm', 61_000) } })))
    expect(run.stories()).toMatchObject([{ state: 'open', steps: 2 }])
  })

  const told = (entries: readonly Entry[]) => entries.flatMap((entry) => ('story' in entry ? [entry.story] : []))

  it('is told at once when it begins or ends, at most every 250 ms while it grows, and only when it changed', () => {
    const { run, deltas, cluster } = story()
    expect(deltas.slice(0, 3).map((delta) => told(run.offer(delta)).length)).toEqual([1, 0, 0])
    expect(told(run.offer(deltas[3]!))).toMatchObject([{ state: 'done', steps: 5 }])
    expect(told(run.offer(cluster.tick(4_000)))).toEqual([])
  })

  it('that was put off is told by the next delta after 250 ms, by a tick, or by the end; a snapshot has it as it is', () => {
    for (const last of [(cluster: Toy) => cluster.added(350, cluster.pod('other', 350)), (cluster: Toy) => cluster.tick(200), undefined]) {
      const { run, deltas, cluster } = story()
      expect(told(run.offer(...deltas.slice(0, 2)))).toMatchObject([{ state: 'open', steps: 1 }])
      expect(run.timeline.recent().stories).toMatchObject([{ steps: 2 }])
      const entries = last ? run.offer(last(cluster)) : run.timeline.end()
      expect(told(entries).find(({ key }) => key === 'controller.set-created')).toMatchObject({ state: 'open', steps: 2, rev: 2 })
      expect(run.timeline.end()).toEqual([])
    }
  })
})

it('gaps of several kinds at one time are one story', () => {
  const { run, cluster } = scene()
  run.offer(cluster.gap('Pod', 0, 5_000), cluster.gap('Event', 1_000, 6_000), cluster.gap('Node', 90_000, 95_000))
  expect(
    run
      .stories()
      .map(({ steps }) => steps)
      .sort(),
  ).toEqual([1, 2])
})
