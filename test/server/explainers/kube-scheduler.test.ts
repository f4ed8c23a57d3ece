import { expect, test } from 'vitest'
import { added, by, event, now, object, written } from '../../support/objects.ts'
import { caption, only, recognise } from '../../support/recognise.ts'

const pod = object('Pod', 'web-1', { meta: { managed: [by('kube-controller-manager', ['spec.containers', 'metadata.labels'])] } })
const node = object('Node', 'worker')
const message =
  '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.'
const refused = { status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastTransitionTime: now }] } }

test('a binding leaves no owner; the Event is the same step', () => {
  const found = recognise(written(pod, { spec: { nodeName: 'worker' } }), [pod, node])
  const bound = only(found, 'kube-scheduler.bound')
  expect(caption(found[0]!)).toBe('Scheduler bound Pod web-1 to worker')
  expect(bound.component).toBeUndefined()
  expect(bound.passage).toMatchObject({ verb: 'bind', key: '/registry/pods/shop/web-1' })
  expect(bound.evidence).toEqual([
    expect.objectContaining({ type: 'field', path: 'spec.nodeName', now: 'worker' }),
    expect.objectContaining({ type: 'rule', rule: 'scheduler.binding' }),
  ])
  const told = only(
    recognise(added(event(pod, 'Scheduled', 'Successfully assigned shop/web-1 to worker', 'default-scheduler', {}, 'kube-scheduler')), [pod, node]),
    'kube-scheduler.bound',
  )
  expect([told.subject.uid, told.discriminator]).toEqual([bound.subject.uid, bound.discriminator])
})

test('a Pod that is made with its node was not bound', () => {
  expect(
    recognise(added(object('Pod', 'static', { spec: { nodeName: 'worker' }, meta: { managed: [by('kubectl-create', ['spec'])] } }))),
  ).not.toContainEqual(expect.objectContaining({ key: 'kube-scheduler.bound' }))
})

test('another scheduler goes by its own name, and by none before it said so', () => {
  const odd = object('Pod', 'odd', { spec: { schedulerName: 'packer' } })
  expect(only(recognise(written(odd, { spec: { nodeName: 'worker' } }), [odd]), 'kube-scheduler.bound').component).toBe('unknown')
  expect(
    only(recognise(added(event(odd, 'Scheduled', 'Successfully assigned shop/odd to worker', 'packer')), [odd]), 'kube-scheduler.bound').component,
  ).toBe('client/packer')
})

test('whoever else posts as the scheduler is not believed', () => {
  const forged = event(pod, 'Scheduled', 'Successfully assigned shop/web-1 to worker', 'default-scheduler', {}, 'kubectl-create')
  expect(recognise(added(forged), [pod, node])).toEqual([])
})

test('no node fits: the reasons are counted, condition and Event are the same step', () => {
  const found = recognise(written(pod, refused, by('kube-scheduler', ['status.conditions'], { subresource: 'status' })), [pod])
  const draft = only(found, 'kube-scheduler.unschedulable')
  expect(caption(found[0]!)).toBe('Scheduler found no node for Pod web-1: 1 node(s) had untolerated taint(s) and 2 Insufficient cpu')
  expect(draft.facts.nodes).toEqual({ type: 'number', value: 3 })
  const told = only(
    recognise(added(event(pod, 'FailedScheduling', message, 'default-scheduler', {}, 'kube-scheduler')), [pod]),
    'kube-scheduler.unschedulable',
  )
  expect(told.discriminator).toBe(draft.discriminator)
})

test("a gate is the API server's doing", () => {
  const gated = written(pod, { status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] } })
  expect(recognise(gated, [pod])).toEqual([])
})

test('nomination, preemption, the node of a volume', () => {
  const scheduler = by('kube-scheduler', ['status', 'metadata.annotations'])
  only(recognise(written(pod, { status: { nominatedNodeName: 'worker' } }, scheduler), [pod]), 'kube-scheduler.nominated')
  const victim = written(
    pod,
    {
      status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message: 'kube-scheduler: preempting' }] },
    },
    scheduler,
  )
  only(recognise(victim, [pod]), 'kube-scheduler.preempted')
  const claim = object('PersistentVolumeClaim', 'data', { meta: { annotations: {} } })
  only(
    recognise(written(claim, { meta: { annotations: { 'volume.kubernetes.io/selected-node': 'worker' } } }, scheduler), [claim]),
    'kube-scheduler.volume-node-chosen',
  )
})
