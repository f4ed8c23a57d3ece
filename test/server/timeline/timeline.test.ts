import { describe, expect, it } from 'vitest'
import { managedBy, ownedBy, start, toyCluster } from '../../support/toy-cluster.ts'
import { toyTimeline } from './toy-run.ts'

const by = (manager: string, at = 0) => ({ managed: [managedBy(manager, at)] })
const steps = (told: object[]) => told.filter((entry) => 'step' in entry)

describe('a step', () => {
  it('is told at once and amended by a second signal, whichever of field and Event is first', () => {
    const essence = [false, true].map((eventFirst) => {
      const cluster = toyCluster()
      const run = toyTimeline()
      const pod = cluster.pod('a', 0)
      const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
      const event = cluster.event(pod, 'Scheduled', 40, { action: 'n1' })
      const field = cluster.updated(50, pod, bound, 'spec.nodeName')
      run.offer(cluster.listed(0, pod))
      const [first, second] = eventFirst ? [cluster.added(60, event), { ...field, seen: start + 70 }] : [field, cluster.added(60, event)]
      expect(steps(run.offer(first))).toHaveLength(1)
      const amended = run.offer(second)
      expect(amended.filter((entry) => 'amend' in entry)).toMatchObject([{ amend: { rev: 2, evidence: { length: 3 } } }])
      expect(run.step('scheduler.bound').at).toMatchObject({ from: start + 40, to: start + 40 })
      const { at: _, seq: __, ...rest } = run.step('scheduler.bound')
      return rest
    })
    expect(essence[0]).toEqual(essence[1])
    expect(essence[0]).toMatchObject({ grade: 'observed', identity: 'rule', node: 'n1', facts: { note: {}, node: {} } })
  })

  it('does not say anything about what was listed', () => {
    const cluster = toyCluster()
    const run = toyTimeline()
    const told = run.offer(
      cluster.listed(0, cluster.pod('a', 0, { meta: by('kcm') })),
      cluster.listed(0, cluster.workload('Deployment', 'd', 0, { meta: by('kubectl') })),
    )
    expect(told.map((entry) => Object.keys(entry)[2])).toEqual(['object', 'object'])
  })

  it('found by a list after a gap has the whole gap as its time and is at most correlated', () => {
    const cluster = toyCluster()
    const run = toyTimeline()
    const pod = cluster.pod('a', 5_000, { meta: by('kcm', 5_000) })
    run.offer(cluster.gap('Pod', 1_000, 9_000), { ...cluster.added(9_000, pod), change: 'relisted', gap: { from: start + 1_000, to: start + 9_000 } })
    expect(run.step('controller.pod-created')).toMatchObject({
      grade: 'correlated',
      at: { from: start + 1_000, to: start + 9_000, seen: start + 9_000 },
    })
    expect(run.step('watch.gap')).toMatchObject({
      component: 'unknown',
      subject: { kind: 'Pod' },
      at: { from: start + 1_000, to: start + 9_000 },
      facts: { took: { ms: 8_000 } },
    })
  })

  it('keeps an inferred companion between its cause and its proof, in the same story', () => {
    const cluster = toyCluster()
    const run = toyTimeline()
    const pod = cluster.pod('a', 0)
    const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
    const ready = cluster.write(bound, { status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: start }] } })
    run.offer(
      cluster.listed(0, pod),
      cluster.updated(100, pod, bound, 'spec.nodeName'),
      cluster.updated(900, bound, ready, 'status.conditions[type=Ready]'),
    )
    const [cause, companion, proof] = ['scheduler.bound', 'kubelet.network', 'kubelet.ready'].map((key) => run.step(key))
    expect(companion).toMatchObject({
      grade: 'inferred',
      identity: 'rule',
      at: { from: start + 100, to: start + 900 },
      causes: [{ id: cause?.id }],
      story: proof?.story,
      evidence: [{ type: 'implied', of: proof?.id, rule: 'kubelet.network' }],
    })
  })

  it('counts a fault and tells the rest', () => {
    const cluster = toyCluster()
    const run = toyTimeline()
    const pod = cluster.pod('a', 0)
    const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
    expect(steps(run.offer(cluster.updated(0, pod, bound, 'spec.nodeName', 'status.boom')))).toHaveLength(1)
    expect(run.timeline.faults).toEqual({ 'kubelet.explodes': 1 })
  })
})

describe('a cause', () => {
  const cluster = toyCluster()
  const deployment = cluster.workload('Deployment', 'web', 0, { meta: by('kubectl') })
  const set = cluster.workload('ReplicaSet', 'web-1', 0, { meta: { ...ownedBy(deployment), ...by('kcm') } })
  const wider = cluster.write(set, { meta: { generation: 2, ...by('kcm', 5_000) }, spec: { replicas: 2 } })
  const pod = cluster.pod('web-1-a', 5_000, { meta: { ...ownedBy(set), ...by('kcm', 5_000) } })

  it('that arrives late is taken by amendment, and the story follows down to the last effect', () => {
    const run = toyTimeline()
    const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
    run.offer(cluster.added(5_010, pod), cluster.updated(5_020, pod, bound, 'spec.nodeName'))
    const own = run.step('controller.pod-created')
    expect(own).toMatchObject({ causes: [], story: own.id })
    run.offer(cluster.updated(5_100, set, wider, 'spec.replicas'))
    const scaled = run.step('controller.set-scaled')
    expect(run.step('controller.pod-created')).toMatchObject({ causes: [{ id: scaled.id, via: 'owner' }], story: scaled.id })
    expect(run.step('scheduler.bound').story).toBe(scaled.id)
    expect(run.stories()).toMatchObject([{ id: scaled.id, steps: 3 }])
    // The story that dissolved is told with no steps.
    expect(run.entries.filter((entry) => 'story' in entry && entry.story.id === own.id).at(-1)).toMatchObject({ story: { steps: 0 } })
    // It happened before it was seen, since its effect was.
    expect(scaled.at).toMatchObject({ to: start + 5_010 })
  })

  it('is the latest that is not after the effect, even when that arrives second', () => {
    const run = toyTimeline()
    run.offer(cluster.added(10, deployment), cluster.added(20, set), cluster.added(5_010, pod))
    expect(run.step('controller.pod-created').causes).toMatchObject([{ id: run.step('controller.set-created').id }])
    run.offer(cluster.updated(5_100, set, wider, 'spec.replicas'))
    expect(run.step('controller.pod-created').causes).toMatchObject([{ id: run.step('controller.set-scaled').id }])
  })

  it('that was written after the effect is none', () => {
    const run = toyTimeline()
    const later = cluster.write(wider, { meta: { generation: 3, ...by('kcm', 5_000) }, spec: { replicas: 3 } })
    run.offer(cluster.added(20, set), cluster.added(5_010, pod), cluster.updated(5_020, wider, later, 'spec.replicas'))
    expect(run.step('controller.pod-created').causes).toMatchObject([{ id: run.step('controller.set-created').id }])
  })

  it('does not replace another after 2 s, but is still taken by a step that has none', () => {
    const run = toyTimeline()
    run.offer(cluster.added(20, set), cluster.added(5_010, pod), cluster.tick(7_100), cluster.updated(7_200, set, wider, 'spec.replicas'))
    expect(run.step('controller.pod-created').causes).toMatchObject([{ id: run.step('controller.set-created').id }])
    const lonely = toyTimeline()
    lonely.offer(cluster.added(5_010, pod), cluster.tick(30_000), cluster.updated(30_000, set, wider, 'spec.replicas'))
    expect(lonely.step('controller.pod-created').causes).toMatchObject([{ id: lonely.step('controller.set-scaled').id }])
    const patient = toyTimeline()
    patient.offer(cluster.added(5_010, pod), cluster.tick(70_000), cluster.updated(70_000, set, wider, 'spec.replicas'))
    expect(patient.step('controller.pod-created').causes).toEqual([])
  })
})

describe('memory', () => {
  it('forgets steps after 10 minutes: no evidence, no join, nothing in the snapshot, links cut', () => {
    const cluster = toyCluster()
    const run = toyTimeline()
    const pod = cluster.pod('a', 0, { meta: by('kcm') })
    run.offer(cluster.added(0, pod))
    const { id } = run.step('controller.pod-created')
    expect(run.timeline.evidence(id, 0)).toMatchObject({ type: 'field' })
    expect(run.timeline.recent().steps).toHaveLength(1)
    run.offer(cluster.tick(600_001))
    expect(run.timeline.evidence(id, 0)).toBeUndefined()
    expect(run.timeline.recent()).toMatchObject({ steps: [], stories: [], objects: [{ ref: { name: 'a' } }] })
  })

  it('keeps at most 20,000 steps and gives the last 5,000 to a snapshot, oldest first', () => {
    const cluster = toyCluster()
    const run = toyTimeline()
    const ids: string[] = []
    for (let i = 0; i < 20_100; i++) {
      for (const entry of run.timeline.offer(cluster.added(i, cluster.pod(`p${i}`, i, { meta: by('kcm', i) }))))
        if ('step' in entry) ids.push(entry.step.id)
    }
    run.timeline.offer(cluster.tick(20_100))
    expect([ids[99], ids[100], ids[20_099]].map((id) => run.timeline.step(id!)?.subject.name)).toEqual([undefined, 'p100', 'p20099'])
    const { steps, stories } = run.timeline.recent()
    expect([steps.length, steps[0]?.subject.name]).toEqual([5_000, 'p15100'])
    const told = new Set(stories.map(({ id }) => id))
    expect(steps.every(({ story }) => told.has(story))).toBe(true)
  })
})
