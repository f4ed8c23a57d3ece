import { expect, test } from 'vitest'
import type { Pod } from '../../../server/cluster/kinds.ts'
import { about, added, by, deleted, event, kcm, kcmStatus, kubelet, now, object, written } from '../../support/objects.ts'
import { caption, keys, only, recognise } from '../../support/recognise.ts'

const node = object('Node', 'worker')
const pod = object('Pod', 'web-1', {
  spec: { nodeName: 'worker', volumes: [{ name: 'token', source: 'projected' }] },
  meta: { managed: [kcm('spec.containers')] },
})
const status = (more: object) => ({ name: 'app', image: 'web:1', ready: false, restartCount: 0, ...more })
const running = (restartCount: number, seconds: number) => status({ restartCount, running: { startedAt: now + seconds * 1_000 } })
const withStatus = (...containerStatuses: object[]) => object('Pod', 'web-1', { spec: pod.spec, status: { containerStatuses } })
const say = (was: Pod, parts: object) => recognise(written(was, { status: parts }, kubelet()), [was, node])
const told = (reason: string, note: string, present: Pod, more: object = {}) =>
  recognise(added(event(present, reason, note, 'kubelet', { ...about('app'), ...more })), [present, node])

test('from the first word to the address', () => {
  expect(keys(say(pod, { startTime: now, hostIP: '172.18.0.3' }))).toEqual(['kubelet.admitted'])
  const found = say(pod, { conditions: [{ type: 'PodReadyToStartContainers', status: 'True', lastTransitionTime: now }] })
  expect(Object.keys(only(found, 'kubelet.sandbox-ready').implied ?? {})).toEqual(['kubelet.volumes-mounted', 'container-runtime.sandbox-made'])
  expect(Object.keys(only(say(pod, { podIP: '10.244.1.5' }), 'kubelet.address-reported').implied ?? {})).toEqual(['cni.address-given'])
})

test('before 1.36 the condition tells nothing in time, the address tells of the sandbox', () => {
  const change = written(
    pod,
    { status: { podIP: '10.244.1.5', conditions: [{ type: 'PodReadyToStartContainers', status: 'True', lastTransitionTime: now }] } },
    kubelet(),
  )
  const found = recognise(change, [pod], 35)
  expect(keys(found)).toEqual(['kubelet.address-reported'])
  expect(Object.keys(only(found, 'kubelet.address-reported').implied ?? {})).toEqual([
    'kubelet.volumes-mounted',
    'container-runtime.sandbox-made',
    'cni.address-given',
  ])
})

test('a Pod on the host network got its address from nobody', () => {
  const host = object('Pod', 'proxy', { spec: { nodeName: 'worker', hostNetwork: true } })
  expect(keys(say(host, { podIP: '172.18.0.3' }))).toEqual(['kubelet.status-reported'])
})

test('images: asked for, pulled with time and size, already there', () => {
  const pulling = only(told('Pulling', 'Pulling image "web:1"', pod), 'kubelet.pulling')
  const pulled = only(
    told('Pulled', 'Successfully pulled image "web:1" in 2.5s (1m3s including waiting). Image size: 49283072 bytes.', pod),
    'kubelet.pulled',
  )
  expect(pulled.discriminator).toBe(pulling.discriminator)
  expect(pulled.facts).toMatchObject({ took: { ms: 2_500 }, waited: { ms: 63_000 }, size: { value: '47Mi' } })
  only(told('Pulled', 'Container image "web:1" already present on machine and can be accessed by the pod', pod), 'kubelet.image-present')
})

test('an image that cannot be had is one step, in Events and status', () => {
  const failed = only(told('Failed', 'Failed to pull image "web:1": not found', pod), 'kubelet.pull-failed')
  expect(only(told('Failed', 'Error: ErrImagePull', pod), 'kubelet.pull-failed').discriminator).toBe(failed.discriminator)
  expect(only(told('BackOff', 'Back-off pulling image "web:1"', pod), 'kubelet.pull-failed').discriminator).toBe(failed.discriminator)
  const waiting = say(pod, { containerStatuses: [status({ waiting: { reason: 'ImagePullBackOff', message: 'not found' } })] })
  expect(only(waiting, 'kubelet.pull-failed').discriminator).toBe(failed.discriminator)
  const again = say(withStatus(status({ waiting: { reason: 'ImagePullBackOff' } })), {
    containerStatuses: [status({ waiting: { reason: 'ErrImagePull' } })],
  })
  expect(keys(again)).toEqual(['kubelet.status-reported'])
})

test('a start has the same number in status and Event, in either order', () => {
  const field = only(say(pod, { containerStatuses: [running(0, 0)] }), 'kubelet.started')
  expect(field.discriminator).toBe('app/0')
  expect(only(told('Started', 'Container started', pod), 'kubelet.started').discriminator).toBe('app/0')
  expect(only(told('Started', 'Container started', withStatus(running(0, 0))), 'kubelet.started').discriminator).toBe('app/0')
  // The second instance: before its status, after it, and when it has already ended.
  const again = { count: 2, last: now + 20_500 }
  const ended = status({ restartCount: 0, terminated: { exitCode: 1, startedAt: now, finishedAt: now + 5_000 } })
  expect(only(told('Started', 'Container started', withStatus(ended), again), 'kubelet.started').discriminator).toBe('app/1')
  expect(only(told('Started', 'Container started', withStatus(running(1, 20)), again), 'kubelet.started').discriminator).toBe('app/1')
  const gone = status({ restartCount: 1, terminated: { exitCode: 1, startedAt: now + 20_000, finishedAt: now + 21_000 } })
  expect(only(told('Started', 'Container started', withStatus(gone), again), 'kubelet.started').discriminator).toBe('app/1')
  // A recorder that began to count anew.
  expect(
    only(told('Created', 'Container created', withStatus(running(3, 20)), { count: 1, last: now + 19_990 }), 'kubelet.created').discriminator,
  ).toBe('app/3')
})

test('ends: work done, crash, loop; no crash in a Pod that was asked to stop', () => {
  const was = withStatus(running(0, 0))
  const end = (exitCode: number) => ({
    containerStatuses: [status({ terminated: { exitCode, reason: exitCode ? 'Error' : 'Completed', startedAt: now, finishedAt: now + 5_000 } })],
  })
  expect(keys(say(was, end(0)))).toEqual(['kubelet.container-ended'])
  expect(keys(say(was, end(1)))).toEqual(['kubelet.container-crashed'])
  const leaving = { ...was, meta: { ...was.meta, deletionTimestamp: now + 30_000 } }
  expect(keys(say(leaving, end(143)))).toEqual(['kubelet.container-ended'])
  const loop = status({
    waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container=app' },
    restartCount: 1,
    last: { exitCode: 1, startedAt: now, finishedAt: now },
  })
  const looping = say(withStatus(running(1, 0)), { containerStatuses: [loop] })
  expect(keys(looping)).toEqual(['kubelet.container-crashed', 'kubelet.crash-looping'])
  const spoken = only(told('BackOff', 'Back-off restarting failed container app in pod web-1', withStatus(loop)), 'kubelet.crash-looping')
  expect(spoken.discriminator).toBe(only(looping, 'kubelet.crash-looping').discriminator)
})

test('a container that cannot be made', () => {
  const waiting = say(pod, { containerStatuses: [status({ waiting: { reason: 'CreateContainerConfigError', message: 'configmap "x" not found' } })] })
  const draft = only(waiting, 'kubelet.create-failed')
  expect(only(told('Failed', 'Error: configmap "x" not found', pod), 'kubelet.create-failed').discriminator).toBe(draft.discriminator)
})

test('probes, killing, and troubles that only Events tell', () => {
  const probe = told('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', pod)
  expect(probe.map((one) => caption(one))).toEqual(['readiness probe of container app in Pod web-1 failed'])
  expect(keys(told('Killing', 'Stopping container app', withStatus(running(0, -60))))).toEqual(['kubelet.killing'])
  expect(keys(told('FailedCreatePodSandBox', 'Failed to create pod sandbox: no network', pod))).toEqual(['kubelet.sandbox-failed'])
  expect(keys(told('SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', pod))).toEqual(['kubelet.sandbox-changed'])
  expect(keys(told('FailedMount', 'MountVolume.SetUp failed for volume "x"', pod))).toEqual(['kubelet.mount-failed'])
})

test('ready and not; every Pod begins not ready', () => {
  const ready = (value: string) => ({
    conditions: [{ type: 'Ready', status: value, reason: value === 'True' ? undefined : 'ContainersNotReady', lastTransitionTime: now }],
  })
  expect(keys(say(pod, ready('False')))).toEqual(['kubelet.status-reported'])
  expect(keys(say(pod, ready('True')))).toEqual(['kubelet.ready'])
  const was = object('Pod', 'web-1', { spec: pod.spec, status: ready('True') })
  expect(keys(say(was, ready('False')))).toEqual(['kubelet.not-ready'])
  expect(keys(recognise(written(was, { status: ready('False') }, kcmStatus()), [was]))).toEqual([
    'kube-controller-manager/node-lifecycle.pod-not-ready',
  ])
})

test('phases and eviction', () => {
  expect(keys(say(pod, { phase: 'Succeeded' }))).toEqual(['kubelet.succeeded'])
  expect(keys(say(pod, { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' }))).toEqual([
    'kubelet.evicted',
    'kubelet.failed',
  ])
})

test('the end: confirmed by the kubelet only if containers have stopped and the node is there', () => {
  const marked = (statuses: object[]) =>
    object('Pod', 'web-1', {
      spec: pod.spec,
      status: { containerStatuses: statuses },
      meta: { deletionTimestamp: now + 30_000, deletionGracePeriodSeconds: 30 },
    })
  const stopped = marked([status({ terminated: { exitCode: 0 } })])
  expect(keys(recognise(written(stopped, { meta: { deletionGracePeriodSeconds: 0 } }), [stopped, node]))).toEqual(['kubelet.removed'])
  expect(keys(recognise(deleted(stopped), [stopped, node]))).toEqual(['kubelet.removed'])
  // Of a Pod that had ended before, the deletion was immediate and whoever asked for it made it.
  const at0 = { ...stopped, meta: { ...stopped.meta, deletionGracePeriodSeconds: 0 } }
  expect(recognise(deleted(at0), [at0, node])).toEqual([])
  expect(recognise(deleted(marked([running(0, 0)])), [node])).toEqual([])
  expect(recognise(deleted(stopped), [stopped])).toEqual([])
})

test('nodes and static Pods', () => {
  const own = by('kubelet', ['metadata', 'status', 'spec'])
  expect(keys(recognise(added(object('Node', 'worker', { meta: { managed: [own] } }))))).toEqual(['kubelet.node-registered'])
  const ready = (value: string) =>
    written(
      node,
      {
        status: {
          conditions: [{ type: 'Ready', status: value, reason: 'KubeletReady', message: 'kubelet is posting ready status', lastTransitionTime: now }],
        },
      },
      kubelet(),
    )
  expect(keys(recognise(ready('True'), [node]))).toEqual(['kubelet.node-ready'])
  expect(keys(recognise(ready('False'), [node]))).toEqual(['kubelet.node-not-ready'])
  const starting = event(node, 'Starting', 'Starting kubelet.', 'kubelet', { about: { kind: 'Node', name: 'worker', uid: 'worker' } })
  expect(keys(recognise(added(starting), [node]))).toEqual(['kubelet.process-started'])
  const mirror = object('Pod', 'etcd-worker', {
    spec: { nodeName: 'worker' },
    meta: { owners: [{ kind: 'Node', apiVersion: 'v1', name: 'worker', uid: 'n', controller: true }], managed: [own] },
  })
  expect(keys(recognise(added(mirror), [node]))).toEqual(['kubelet.mirror-pod-created'])
})

test('a reboot is one step per boot id, however often it is told', () => {
  const rebooted = (boot: string, component = 'kubelet', more: object = {}) =>
    recognise(
      added(
        event(node, 'Rebooted', `Node worker has been rebooted, boot id: ${boot}`, component, {
          about: { kind: 'Node', name: 'worker', uid: 'worker' },
          ...more,
        }),
      ),
      [node],
    )
  const found = rebooted('2a9a3704')
  expect(found.map((one) => caption(one))).toEqual(['Machine of node worker has been rebooted'])
  const { subject, discriminator, node: host } = only(found, 'kubelet.rebooted')
  expect([subject.uid, discriminator, host]).toEqual([node.meta.uid, '2a9a3704', 'worker'])
  expect(only(rebooted('2a9a3704', 'kubelet', { count: 2, first: now + 10_000 }), 'kubelet.rebooted').discriminator).toBe(discriminator)
  expect(only(rebooted('0866c25b'), 'kubelet.rebooted').discriminator).not.toBe(discriminator)
  expect(rebooted('2a9a3704', 'trickster')).toEqual([])
})

test('an Event by somebody who is no kubelet is not believed to be one', () => {
  expect(recognise(added(event(pod, 'Started', 'Container started', 'trickster', about('app'))), [pod])).toEqual([])
})

test('an Event in the name of a kubelet that another process posted is not believed', () => {
  expect(keys(told('Killing', 'Stopping container app', pod))).toEqual(['kubelet.killing'])
  expect(recognise(added(event(pod, 'Killing', 'Stopping container app', 'kubelet', about('app'), 'kubectl-create')), [pod, node])).toEqual([])
})

test('only the probe that the note names can be why a container is stopped', () => {
  const killed = (note: string) => only(told('Killing', note, pod), 'kubelet.killing').seeks?.trigger
  const failed = (type: string) => only(told('Unhealthy', `${type} probe failed: 500`, pod), 'kubelet.probe-failed').offers
  expect(failed('Liveness')).toContain(killed('Container app failed liveness probe, will be restarted'))
  expect(failed('Readiness')).not.toContain(killed('Container app failed liveness probe, will be restarted'))
  expect(killed('Stopping container app')).toBeUndefined()
})
