import { describe, expect, it } from 'vitest'
import type { Service } from '../../../server/cluster/kinds.ts'
import { type Draft, type Explainer, step } from '../../../server/explainers/explainer.ts'
import type { Step } from '../../../server/wire/step.ts'
import { toyCluster } from '../../support/toy-cluster.ts'
import { ref, toyExplainers } from '../../support/toy-explainers.ts'
import { toyTimeline } from './toy-run.ts'

/** Says whose Service a Pod belongs to, which it can only know if the Service was seen. */
const joined = step({
  on: 'Pod',
  change: ['added'],
  reads: ['Service'],
  floor: 'inferred',
  ceiling: 'observed',
  match: ({ now }, world): Draft | undefined => {
    const [service] = now ? ([...world.servicesFor(now)] as Service[]) : []
    return (
      now && {
        subject: ref(now),
        discriminator: '',
        facts: service ? { service: { type: 'ref', ref: ref(service) } } : {},
        evidence: service ? [{ type: 'match', by: 'selector', ref: ref(service) }] : [],
      }
    )
  },
})
const known = step({
  on: 'Pod',
  change: ['added'],
  reads: ['Service'],
  floor: 'inferred',
  ceiling: 'observed',
  match: ({ now }, world): Draft | undefined =>
    now && world.count('Service') > 0 ? { subject: ref(now), discriminator: '', facts: {}, evidence: [] } : undefined,
})
/** Without a uid a name means whoever bears it. */
const named = step({
  on: 'Event',
  change: ['added'],
  reads: ['Pod'],
  floor: 'inferred',
  ceiling: 'observed',
  match: ({ now }, world): Draft | undefined => {
    const pod = now && world.find('Pod', now.about.namespace, now.about.name)
    return pod && { subject: ref(pod), discriminator: '', facts: {}, evidence: [] }
  },
})
const explainers: Explainer[] = [{ ...toyExplainers[0]!, card: { ...toyExplainers[0]!.card, id: 'x' }, steps: { joined, known, named } }]

describe('a match that reads other objects', () => {
  const cluster = toyCluster()
  const service = cluster.service('web', 0, { app: 'web' })
  const pod = cluster.pod('a', 0, { meta: { labels: { app: 'web' } } })
  const essence = ({ facts, grade, key, evidence }: Step) => ({ facts, grade, key, evidence })

  it('is asked again when the other watches must have caught up, and tells the same in the end', () => {
    const runs = [
      [cluster.added(0, service), cluster.added(10, pod)],
      [cluster.added(0, pod), cluster.added(240, service)],
    ].map((deltas) => {
      const run = toyTimeline(explainers)
      run.offer(...deltas, cluster.tick(1_000))
      return run
        .steps()
        .map(essence)
        .sort((a, b) => (a.key < b.key ? -1 : 1))
    })
    expect(runs[1]).toEqual(runs[0])
    expect(runs[0]).toMatchObject([{ key: 'x.joined', grade: 'correlated', facts: { service: {} } }, { key: 'x.known' }])
  })

  it('tells nothing again when nothing is new', () => {
    const run = toyTimeline(explainers)
    run.offer(cluster.added(0, service), cluster.added(10, pod))
    expect(run.offer(cluster.tick(1_000)).filter((entry) => 'step' in entry || 'amend' in entry)).toEqual([])
  })

  it('is asked once only if it had no need to look at them', () => {
    const asked: boolean[] = []
    const choosy = step({
      on: 'Pod',
      change: ['added'],
      reads: ['Service'],
      floor: 'inferred',
      ceiling: 'observed',
      match: ({ now }, world): undefined => void asked.push(now?.meta.name === 'a' && world.count('Service') > 0),
    })
    const run = toyTimeline([{ ...explainers[0]!, steps: { choosy } }])
    run.offer(cluster.added(10, service), cluster.added(10, cluster.pod('b', 10)), cluster.added(20, pod), cluster.tick(1_000))
    expect(asked).toEqual([false, true, true])
  })

  it('is held to what it spoke of first', () => {
    const run = toyTimeline(explainers)
    const successor = cluster.pod('a', 200, { meta: { uid: 'successor' } })
    run.offer(
      cluster.listed(0, pod),
      cluster.added(10, cluster.event(pod, 'X', 10)),
      cluster.deleted(100, pod),
      cluster.listed(200, successor),
      cluster.tick(1_000),
    )
    expect(run.steps().map(({ subject }) => subject.uid)).toEqual(['pod-a'])
  })
})
