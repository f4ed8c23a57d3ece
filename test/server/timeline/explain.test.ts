import { describe, expect, it } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import { type Draft, type StepDefinition } from '../../../server/explainers/explainer.ts'
import { define } from '../../../server/timeline/definition.ts'
import { createExplain } from '../../../server/timeline/explain.ts'
import { createEnv } from '../../../server/world/create-env.ts'
import { createWorld } from '../../../server/world/create-world.ts'
import { toyCluster } from '../../support/toy-cluster.ts'

const cluster = toyCluster()
const pod = cluster.pod('a', 0)

function asked(definition: Partial<StepDefinition>, delta: Delta): number {
  let times = 0
  const full = define({ on: 'Pod', floor: 'inferred', ceiling: 'observed', ...definition, match: () => void times++ }, 'x.y', 'x')
  createExplain([full], createWorld(), createEnv({ version: '', uid: '' }), () => {}).explain(delta)
  return times
}

describe('dispatch', () => {
  const update = (...paths: string[]) => cluster.updated(1, pod, cluster.write(pod, {}), ...paths)

  it.each<[string, Partial<StepDefinition>, Delta, number]>([
    ['another kind', { on: 'Node' }, cluster.added(0, pod), 0],
    ['one of several kinds', { on: ['Node', 'Pod'] }, cluster.added(0, pod), 1],
    ['the first list', {}, cluster.listed(0, pod), 0],
    ['a gap', {}, cluster.gap('Pod', 0, 1), 0],
    ['a tick, not asked for', {}, cluster.tick(0), 0],
    ['a tick, asked for', { change: ['tick'] }, cluster.tick(0), 1],
    ['no path watched', {}, update('spec.x'), 1],
    ['the path', { when: ['spec.nodeName'] }, update('spec.nodeName'), 1],
    ['below the path', { when: ['status.conditions'] }, update('status.conditions[type=Ready].status'), 1],
    ['above the path: the whole appeared', { when: ['status.conditions[type=Ready].status'] }, update('status.conditions[type=Ready]'), 1],
    ['a path that only begins alike', { when: ['spec.node'] }, update('spec.nodeName'), 0],
    ['another path', { when: ['spec.nodeName'] }, update('status.phase', 'metadata.labels'), 0],
    ['two paths, asked once', { when: ['spec.nodeName', 'status'] }, update('spec.nodeName', 'status.phase', 'status.podIP'), 1],
    ['a new object, whatever the paths', { when: ['spec.nodeName', 'status'] }, cluster.added(0, pod), 1],
    ['a change that is not asked for', { change: ['added'] }, cluster.deleted(1, pod), 0],
    ['the Event reason', { on: 'Event', when: ['Scheduled', 'Pulled'] }, cluster.added(0, cluster.event(pod, 'Scheduled', 0)), 1],
    ['another reason', { on: 'Event', when: ['Scheduled'] }, cluster.added(0, cluster.event(pod, 'Pulled', 0)), 0],
    ['any Event', { on: 'Event' }, cluster.added(0, cluster.event(pod, 'Pulled', 0)), 1],
    ['the expiry of an Event', { on: 'Event' }, cluster.deleted(0, cluster.event(pod, 'Pulled', 0)), 0],
    ['a path on one kind, a reason on another', { on: ['Pod', 'Event'], when: ['spec.nodeName', 'Scheduled'] }, update('spec.nodeName'), 1],
  ])('%s', (_, definition, delta, times) => {
    expect(asked(definition, delta)).toBe(times)
  })
})

it('counts an explainer that throws and asks the others', () => {
  const draft: Draft = { subject: { kind: 'Pod', apiVersion: 'v1', name: 'a', uid: 'u' }, discriminator: '', facts: {}, evidence: [] }
  const base = { on: 'Pod', floor: 'inferred', ceiling: 'observed' } as const
  const boom = () => {
    throw new Error('boom')
  }
  const throws = define({ ...base, match: boom }, 'x.throws', 'x')
  const fine = define({ ...base, match: () => [draft, draft] }, 'x.fine', 'x')
  const { explain, faults } = createExplain([throws, fine], createWorld(), createEnv({ version: '', uid: '' }), () => {})
  expect(explain(cluster.added(0, pod))).toHaveLength(2)
  expect(explain(cluster.added(0, pod))).toHaveLength(2)
  expect(faults).toEqual({ 'x.throws': 2 })
})
