import { expect, test } from 'vitest'
import { added, by, deleted, event, kcm, now, object, ownedBy, written } from '../../support/objects.ts'
import { caption, keys, only, recognise } from '../../support/recognise.ts'

const deployment = object('Deployment', 'web', { spec: { replicas: 1, template: 'a', images: { app: 'web:1' } } })
const set = object('ReplicaSet', 'web-7c9', { meta: ownedBy(deployment) })
const pod = object('Pod', 'web-7c9-x2k', { meta: ownedBy(set) })

test.each([
  ['kubectl-create', 'client/kubectl-create', 'kubectl create'],
  ['my-operator', 'client/my-operator', 'my-operator'],
])('created by %s', (manager, component, author) => {
  const found = recognise(added(object('Deployment', 'web', { meta: { managed: [by(manager, ['spec'])] } })))
  expect(only(found, 'client.created').component).toBe(component)
  expect(caption(found[0]!)).toBe(`Deployment web was created by ${author}`)
  expect(caption(found[0]!, 'vi')).toBe(`Deployment web đã được tạo bởi ${author}`)
})

test('without field owners nobody is named', () => {
  const found = recognise(added(object('Deployment', 'web')))
  expect(only(found, 'client.created').component).toBe('unknown')
  expect(caption(found[0]!)).toBe('Deployment web was created')
})

test('a borrowed name on a kind that its owner never writes is a conflict', () => {
  const draft = only(recognise(added(object('Deployment', 'web', { meta: { managed: [by('kubelet', ['spec'])] } }))), 'client.created')
  expect([draft.component, draft.conflict]).toEqual(['client/kubelet', true])
})

const user = by('kubectl', ['spec', 'metadata', 'status'])
test.each([
  ['scaled', { spec: { replicas: 3 } }],
  ['image-set', { spec: { images: { app: 'web:2' }, template: 'b' } }],
  ['template-changed', { spec: { template: 'b' } }],
  ['restarted', { spec: { template: 'b', restartedAt: '2026-01-01T00:00:00Z' } }],
  ['paused', { spec: { paused: true } }],
  ['edited', { spec: { minReadySeconds: 5 } }],
  ['annotated', { meta: { labels: { tier: 'front' } } }],
])('%s', (act, parts) => {
  const found = recognise(written(deployment, { ...parts, meta: { generation: 2, ...(parts as { meta?: object }).meta } }, user), [deployment])
  expect(keys(found)).toEqual([`client.${act}`])
  expect(only(found, `client.${act}`).component).toBe('client/kubectl')
})

test('resumed, cordoned, uncordoned, tainted, status by another controller', () => {
  const paused = object('Deployment', 'web', { spec: { paused: true }, meta: { managed: [user] } })
  expect(keys(recognise(written(paused, { spec: { paused: undefined } }), [paused]))).toEqual(['client.resumed'])
  const node = object('Node', 'worker')
  expect(keys(recognise(written(node, { spec: { unschedulable: true } }, user), [node]))).toEqual(['client.cordoned'])
  const closed = object('Node', 'worker', { spec: { unschedulable: true }, meta: { managed: [user] } })
  expect(keys(recognise(written(closed, { spec: { unschedulable: undefined } }), [closed]))).toEqual(['client.uncordoned'])
  expect(keys(recognise(written(node, { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }, user), [node]))).toEqual(['client.tainted'])
  expect(keys(recognise(written(deployment, { status: { replicas: 1 } }, by('keda', ['status'], { subresource: 'status' })), [deployment]))).toEqual([
    'client.status-written',
  ])
})

test('the author of a write is who set something, not who owned what went', () => {
  const old = by('kubectl-client-side-apply', ['spec', 'metadata.annotations'], { time: now - 60_000 })
  const web = object('DaemonSet', 'logs', {
    spec: { template: 'a', restartedAt: 'x' },
    meta: { annotations: { 'deprecated.daemonset.template.generation': '1' }, managed: [old] },
  })
  const counted = { annotations: { 'deprecated.daemonset.template.generation': '2' } }
  const restarted = written(
    web,
    { spec: { template: 'b', restartedAt: 'y' }, meta: counted },
    by('kubectl-rollout', ['spec.template.metadata.annotations']),
  )
  expect(recognise(restarted, [web]).map(({ key, draft }) => [key, draft.component])).toEqual([['client.restarted', 'client/kubectl-rollout']])
  const undone = written(web, { spec: { template: 'b', restartedAt: undefined }, meta: counted })
  expect(recognise(undone, [web]).map(({ draft }) => draft.component)).toEqual(['unknown'])
})

test('a write through /scale has no time in managedFields: its owner is its author all the same, also the second time', () => {
  const scale = { ...by('kubectl', ['spec.replicas'], { subresource: 'scale' }), time: undefined }
  const web = object('Deployment', 'web', { spec: { replicas: 5 }, meta: { managed: [scale] } })
  const found = recognise(written(web, { spec: { replicas: 2 }, meta: { generation: 7, managed: [scale] } }), [web])
  expect(only(found, 'client.scaled').component).toBe('client/kubectl')
})

test("what a component takes from a client is no client's write", () => {
  const volume = object('PersistentVolume', 'pvc-1', {
    status: { phase: 'Bound', reason: 'x' },
    meta: { managed: [by('provisioner', ['status.reason'], { time: now - 60_000 })] },
  })
  expect(
    keys(
      recognise(
        written(
          volume,
          { status: { phase: 'Released', reason: undefined } },
          by('kube-controller-manager', ['status.phase'], { subresource: 'status' }),
        ),
        [volume],
      ),
    ),
  ).toEqual(['kube-controller-manager/pv-binder.volume-updated'])
})

const marked = (object: typeof pod) => written(object, { meta: { deletionTimestamp: now + 30_000, deletionGracePeriodSeconds: 30 } })

test('a deletion names nobody until somebody is known; the Event is the same step', () => {
  const found = recognise(marked(pod), [set, pod])
  const draft = only(found, 'client.deletion-requested')
  expect([draft.component, caption(found[0]!)]).toEqual(['unknown', 'Deletion of Pod web-7c9-x2k was requested'])
  const spoken = event(set, 'SuccessfulDelete', 'Deleted pod: web-7c9-x2k', 'replicaset-controller', {}, 'kube-controller-manager')
  const told = recognise(added(spoken), [set, pod])
  const author = only(told, 'client.deletion-requested')
  expect([author.subject.uid, author.discriminator, author.component]).toEqual([
    draft.subject.uid,
    draft.discriminator,
    'kube-controller-manager/replicaset',
  ])
  expect(caption(told[0]!)).toBe('Deletion of Pod web-7c9-x2k was requested by the ReplicaSet controller')
  // After the Pod is gone the Event still finds it, and an Event that came first is found by the mark.
  expect(only(recognise([deleted(pod), added(spoken)], [set, pod]), 'client.deletion-requested').component).toBe('kube-controller-manager/replicaset')
  expect(only(recognise(marked(pod), [set, pod, spoken]), 'client.deletion-requested').component).toBe('kube-controller-manager/replicaset')
})

test('what follows from another deletion', () => {
  expect(only(recognise([deleted(set), marked(pod)], [set, pod]), 'client.deletion-requested').component).toBe(
    'kube-controller-manager/garbage-collector',
  )
  const leaving = object('Namespace', 'shop', { meta: { deletionTimestamp: now } })
  expect(only(recognise(marked(pod), [leaving, set, pod]), 'client.deletion-requested').component).toBe('kube-controller-manager/namespace')
  const evicted = { ...pod, status: { conditions: [{ type: 'DisruptionTarget', status: 'True' as const, reason: 'DeletionByTaintManager' }] } }
  expect(only(recognise(marked(evicted), [set, evicted]), 'client.deletion-requested').component).toBe('kube-controller-manager/taint-eviction')
  const foreground = object('ReplicaSet', 'web-7c9', { meta: { ...ownedBy(deployment), deletionTimestamp: now, finalizers: ['foregroundDeletion'] } })
  expect(only(recognise(marked(pod), [foreground, pod]), 'client.deletion-requested').component).toBe('kube-controller-manager/garbage-collector')
})

test('old ReplicaSets beyond the limit, Endpoints without Service, Jobs after their time', () => {
  const limited = object('Deployment', 'web', { spec: { revisionHistoryLimit: 1 } })
  const old = (name: string) => object('ReplicaSet', name, { spec: { replicas: 0 }, meta: ownedBy(limited) })
  expect(only(recognise(deleted(old('web-1')), [limited, old('web-1'), old('web-2')]), 'client.deletion-requested').component).toBe(
    'kube-controller-manager/deployment',
  )
  expect(only(recognise(deleted(old('web-1')), [limited, old('web-1')]), 'client.deletion-requested').component).toBe('unknown')
  const service = object('Service', 'web')
  const endpoints = object('Endpoints', 'web')
  expect(only(recognise([deleted(service), deleted(endpoints)], [service, endpoints]), 'client.deletion-requested').component).toBe(
    'kube-controller-manager/endpoints',
  )
  const job = object('Job', 'once', { spec: { ttlSecondsAfterFinished: 10 }, status: { completionTime: now - 11_000 } })
  expect(only(recognise(deleted(job), [job]), 'client.deletion-requested').component).toBe('kube-controller-manager/ttl-after-finished')
})

test('a Service takes its rules with it; a marked object ends with its last finalizer', () => {
  const service = object('Service', 'web')
  expect(only(recognise(deleted(service), [service]), 'client.deletion-requested').implied).toHaveProperty(['kube-proxy.rules-removed'])
  const claim = object('PersistentVolumeClaim', 'data', { meta: { deletionTimestamp: now, finalizers: ['kubernetes.io/pvc-protection'] } })
  expect(only(recognise(deleted(claim), [claim]), 'client.finalized').component).toBe('kube-controller-manager/pvc-protection')
})

test("writes by components are no client's", () => {
  expect(keys(recognise(added(object('Deployment', 'web', { meta: { managed: [kcm('spec')] } }))))).toEqual(['kube-controller-manager.written'])
})
