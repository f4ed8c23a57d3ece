import { describe, expect, it } from 'vitest'
import { changedBetween } from '../../../server/cluster/changed.ts'
import { ingest } from '../../../server/cluster/ingest.ts'
import type { Kind } from '../../../server/cluster/kinds.ts'
import { rawPod } from '../../support/raw-pod.ts'

const pod = (shape: Parameters<typeof rawPod>[0], edit: (raw: ReturnType<typeof rawPod>) => void = () => {}) => {
  const raw = rawPod(shape)
  edit(raw)
  return ingest('Pod', raw)
}
const object = <K extends Kind>(kind: K, rest: object, meta: object = {}) =>
  ingest(kind, { metadata: { name: 'x', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-11-21T09:00:00Z', ...meta }, ...rest })

describe('changedBetween', () => {
  it('names keyed list items, and every field of an added one', () => {
    const { paths, has } = changedBetween(
      pod({ number: 1, second: 1 }, (raw) => raw.status.conditions.pop()),
      pod({ number: 1, second: 1 }),
    )
    expect(paths).toEqual([
      'status.conditions[type=PodScheduled].lastTransitionTime',
      'status.conditions[type=PodScheduled].observedGeneration',
      'status.conditions[type=PodScheduled].status',
      'status.conditions[type=PodScheduled].type',
    ])
    expect(has.call({ paths }, 'status.conditions')).toBe(true)
  })

  it('covers what is equal to or below a prefix, and nothing that only begins alike', () => {
    const changed = changedBetween(pod({ number: 1, ready: false }), pod({ number: 1 }))
    expect(changed.has('status.conditions[type=Ready]')).toBe(true)
    expect(changed.has('status.conditions[type=Ready].status')).toBe(true)
    expect(changed.has('status.conditions[type=Read')).toBe(false)
    expect(changed.has('status.cond')).toBe(false)
    expect(changed.has('status.conditions[type=Initialized]')).toBe(false)
  })

  it('folds waiting, running and terminated into state, and tells restarts and lastState', () => {
    const changed = changedBetween(
      pod({ number: 1, second: 1 }),
      pod({ number: 1, restarts: 1, second: 1 }, (raw) => {
        Object.assign(raw.status.containerStatuses[0] ?? {}, {
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1 } },
        })
      }),
    )
    expect(changed.paths).toEqual([
      'status.containerStatuses[name=app].lastState',
      'status.containerStatuses[name=app].restartCount',
      'status.containerStatuses[name=app].state',
    ])
    expect(new Set(changed.paths.map((path) => changed.owner(path)?.manager))).toEqual(new Set(['kubelet']))
  })

  it('gives owners as managedFields has them: the atomic list, the item, nobody', () => {
    const changed = changedBetween(
      pod({ number: 1, node: '' }, (raw) => {
        raw.status.conditions.pop()
      }),
      pod({ number: 1, node: 'worker-1', second: 30 }),
    )
    expect(changed.owner('spec.nodeName')).toBeUndefined()
    expect(changed.owner('status.conditions[type=PodScheduled].status')).toBeUndefined()
    expect(changed.owner('status.conditions[type=Ready].lastTransitionTime')).toMatchObject({ manager: 'kubelet', subresource: 'status' })
    expect(changed.owners.map((one) => one.manager)).toEqual(['kubelet'])
  })

  it('asks the state before for the owner of what was removed', () => {
    const label = (manager: string, fields: object) => [{ manager, operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: fields }]
    const changed = changedBetween(
      object('Namespace', {}, { labels: { team: 'a' }, managedFields: label('helm', { 'f:metadata': { 'f:labels': { '.': {}, 'f:team': {} } } }) }),
      object('Namespace', {}, { labels: {}, managedFields: label('kubectl', {}) }),
    )
    expect(changed.paths).toEqual(['metadata.labels[team]'])
    expect(changed.owner('metadata.labels[team]')?.manager).toBe('helm')
  })

  it('finds who added or removed a finalizer', () => {
    const entry = (manager: string, item: string) => ({
      manager,
      operation: 'Update',
      fieldsV1: { 'f:metadata': { 'f:finalizers': { '.': {}, [`v:"${item}"`]: {} } } },
    })
    const before = () => object('Job', {}, { finalizers: ['a/x', 'b/y'], managedFields: [entry('one', 'a/x'), entry('two', 'b/y')] })
    const after = object('Job', {}, { finalizers: ['a/x'], managedFields: [entry('one', 'a/x')] })
    expect(changedBetween(before(), after).owner('metadata.finalizers')?.manager).toBe('two')
    expect(changedBetween(after, before()).owner('metadata.finalizers')?.manager).toBe('two')
  })

  it('tells an image, a restart and any other edit of a template apart, with their owners', () => {
    const deployment = (image: string, more: object = {}, time = '2026-11-21T09:00:00Z') =>
      object(
        'Deployment',
        { spec: { replicas: 1, template: { metadata: {}, spec: { containers: [{ name: 'app', image, ...more }] } } } },
        {
          managedFields: [
            {
              manager: 'kubectl-client-side-apply',
              operation: 'Update',
              time,
              fieldsV1: {
                'f:spec': { 'f:replicas': {}, 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:env': {} } } } } },
              },
            },
            {
              manager: 'kubectl-set',
              operation: 'Update',
              time: '2026-11-21T09:05:00Z',
              fieldsV1: { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"app"}': { 'f:image': {} } } } } } },
            },
          ],
        },
      )
    const image = changedBetween(deployment('web:1'), deployment('web:2'))
    expect(image.paths).toEqual(['spec.template', 'spec.template.spec.containers[name=app].image'])
    expect(image.owner('spec.template.spec.containers[name=app].image')?.manager).toBe('kubectl-set')
    const env = changedBetween(deployment('web:1'), deployment('web:1', { env: [{ name: 'A', value: 'b' }] }, '2026-11-21T09:09:00Z'))
    expect(env.paths).toEqual(['spec.template'])
    expect(env.owner('spec.template')?.manager).toBe('kubectl-client-side-apply')
    expect(deployment('web:1').spec.template).toBe(deployment('web:1').spec.template)
  })

  it('renames to Kubernetes paths', () => {
    expect(
      changedBetween(
        object('Node', { status: { nodeInfo: { kubeletVersion: 'v1.35.0' } } }),
        object('Node', { status: { nodeInfo: { kubeletVersion: 'v1.36.0' } } }),
      ).paths,
    ).toEqual(['status.nodeInfo.kubeletVersion'])
    expect(
      changedBetween(object('PersistentVolumeClaim', {}), object('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } }))
        .paths,
    ).toEqual(['spec.resources.requests[storage]'])
    expect(changedBetween(object('Endpoints', {}), object('Endpoints', { subsets: [{ addresses: [{ ip: '1.2.3.4' }] }] })).paths).toEqual(['subsets'])
    expect(
      changedBetween(object('DaemonSet', {}), object('DaemonSet', { spec: { updateStrategy: { rollingUpdate: { maxSurge: 0 } } } })).paths,
    ).toEqual(['spec.updateStrategy.rollingUpdate.maxSurge'])
    expect(
      changedBetween(object('Deployment', {}), object('Deployment', {}, { annotations: { 'deployment.kubernetes.io/revision': '2' } })).paths,
    ).toEqual(['metadata.annotations[deployment.kubernetes.io/revision]'])
  })

  it('keeps equal parts once', () => {
    const was = pod({ number: 1, second: 1 })
    const now = pod({ number: 1, second: 1, ready: false })
    changedBetween(was, now)
    expect(now.meta.labels).toBe(was.meta.labels)
    expect(now.spec.containers).toBe(was.spec.containers)
    expect(now.status.conditions?.[0]).toBe(was.status.conditions?.[0])
    expect(now.status.conditions).not.toBe(was.status.conditions)
  })
})
