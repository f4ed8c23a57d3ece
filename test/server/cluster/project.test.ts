import { describe, expect, it } from 'vitest'
import { ingest, readLine } from '../../../server/cluster/ingest.ts'
import { rawPod, watchLine } from '../../support/raw-pod.ts'

const meta = { name: 'x', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-11-21T09:00:00Z' }

describe('project', () => {
  it('keeps of a Pod what explainers read', () => {
    const pod = ingest('Pod', rawPod({ number: 7, second: 5 }))
    expect(pod).toMatchObject({
      kind: 'Pod',
      apiVersion: 'v1',
      meta: {
        name: 'web-7c5d8bf9f7-bbbb7',
        namespace: 'shop',
        creationTimestamp: Date.parse('2026-11-21T09:00:07Z'),
        labels: { 'pod-template-hash': '7c5d8bf9f7' },
        owners: [{ kind: 'ReplicaSet', name: 'web-7c5d8bf9f7', controller: true }],
        managed: [
          { manager: 'kube-controller-manager', operation: 'Update' },
          { manager: 'kubelet', subresource: 'status', time: Date.parse('2026-11-21T09:01:05Z') },
        ],
      },
      spec: {
        nodeName: 'worker-7',
        volumes: [{ name: 'kube-api-access-xxxx7', source: 'projected' }],
        containers: [
          {
            name: 'app',
            image: 'registry.example/shop/web:1.4.2',
            requests: { cpu: '50m', memory: '64Mi' },
            limits: { memory: '128Mi' },
            probes: ['readiness'],
          },
        ],
      },
      status: {
        phase: 'Running',
        podIP: '10.244.0.7',
        podIPs: ['10.244.0.7'],
        containerStatuses: [{ name: 'app', ready: true, started: true, restartCount: 0, running: { startedAt: Date.parse('2026-11-21T09:01:05Z') } }],
      },
    })
  })

  it('lets no env value, argument, free annotation or applied spec through', () => {
    const raw = rawPod({ number: 1 })
    Object.assign(raw.metadata.annotations, {
      'kubectl.kubernetes.io/last-applied-configuration': '{"spec":"CANARY-APPLIED"}',
      'example.com/token': 'CANARY-ANNOTATION',
      'kubernetes.io/change-cause': 'kubectl create secret --from-literal=p=CANARY-CAUSE',
    })
    Object.assign(raw.spec.containers[0] ?? {}, {
      command: ['sh', '-c', 'CANARY-COMMAND'],
      livenessProbe: { exec: { command: ['CANARY-PROBE'] } },
      lifecycle: { preStop: { exec: { command: ['CANARY-HOOK'] } } },
    })
    const pod = ingest('Pod', raw)
    expect(JSON.stringify(pod)).not.toContain('CANARY')
    expect(Object.keys(pod.meta.annotations ?? {})).toContain('example.com/token')
    expect(
      JSON.stringify(
        ingest('ConfigMap', {
          metadata: { ...meta, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'CANARY' } },
          data: { key: 'CANARY' },
        }),
      ),
    ).not.toContain('CANARY')
    const template = {
      metadata: { annotations: { a: 'CANARY' } },
      spec: { containers: [{ name: 'app', image: 'web:1', env: [{ name: 'A', value: 'CANARY' }] }] },
    }
    expect(JSON.stringify(ingest('Deployment', { metadata: meta, spec: { template } }))).not.toContain('CANARY')
    expect(
      JSON.stringify(
        ingest('PersistentVolume', { metadata: meta, spec: { csi: { driver: 'ebs', volumeAttributes: { key: 'CANARY' }, volumeHandle: 'CANARY' } } }),
      ),
    ).not.toContain('CANARY')
  })

  it('reads an events.k8s.io event through core/v1, and an old one, with times to the nanosecond of the name', () => {
    const at = 1795251600123.456
    const name = `web-1.${Math.round(at * 1e6).toString(16)}`
    const modern = ingest('Event', {
      metadata: { ...meta, name },
      involvedObject: { kind: 'Pod', name: 'web-1', uid: 'p' },
      reason: 'Scheduled',
      message: 'Successfully assigned',
      type: 'Normal',
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: '2026-11-21T09:00:00.123456Z',
      reportingComponent: 'default-scheduler',
      reportingInstance: 'default-scheduler-control-plane',
      action: 'Binding',
      count: 0,
    })
    expect(modern).toMatchObject({ component: 'default-scheduler', host: 'control-plane', count: 1, action: 'Binding', about: { name: 'web-1' } })
    expect(modern.first).toBeCloseTo(at, 2)
    const old = ingest('Event', {
      metadata: { ...meta, name: 'web-1.not-a-time' },
      involvedObject: { kind: 'Pod', name: 'web-1', fieldPath: 'spec.containers{app}' },
      reason: 'BackOff',
      message: 'Back-off',
      type: 'Warning',
      source: { component: 'kubelet', host: 'worker' },
      firstTimestamp: '2026-11-21T09:00:00Z',
      lastTimestamp: '2026-11-21T09:05:00Z',
      count: 12,
      reportingComponent: 'kubelet',
      reportingInstance: 'worker',
      eventTime: null,
    })
    expect(old).toMatchObject({
      component: 'kubelet',
      host: 'worker',
      count: 12,
      first: Date.parse('2026-11-21T09:00:00Z'),
      last: Date.parse('2026-11-21T09:05:00Z'),
    })
  })

  it('reads microseconds of a Lease', () => {
    expect(ingest('Lease', { metadata: meta, spec: { renewTime: '2026-11-21T09:00:00.123456Z' } }).spec.renewTime).toBeCloseTo(
      Date.parse('2026-11-21T09:00:00.123Z') + 0.456,
      3,
    )
  })

  it('refuses what is no object', () => {
    expect(() => ingest('Pod', { metadata: { name: 'x' } })).toThrow(TypeError)
    expect(() => ingest('Pod', '<html>')).toThrow(TypeError)
  })
})

describe('readLine', () => {
  it('reads a line as the whole object would be read', () => {
    const raw = rawPod({ number: 5 })
    expect(readLine('Pod', watchLine('MODIFIED', raw))).toEqual({ type: 'MODIFIED', object: ingest('Pod', raw), rv: '1005' })
  })

  it.each([
    ['no managedFields', (raw: ReturnType<typeof rawPod>) => Object.assign(raw.metadata, { managedFields: undefined })],
    [
      'an empty set, no time, a subresource',
      (raw: ReturnType<typeof rawPod>) =>
        Object.assign(raw.metadata, {
          managedFields: [{ manager: 'a', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {}, subresource: 'scale' }],
        }),
    ],
    ['quotes in a manager', (raw: ReturnType<typeof rawPod>) => Object.assign(raw.metadata.managedFields[0] ?? {}, { manager: 'say "hi"' })],
    [
      'brackets in a set item',
      (raw: ReturnType<typeof rawPod>) =>
        Object.assign(raw.metadata.managedFields[0] ?? {}, {
          fieldsV1: { 'f:metadata': { 'f:finalizers': { 'v:"}]}"': {}, 'v:"x}],{"manager":"y"': {} } } },
        }),
    ],
    [
      'another order',
      (raw: ReturnType<typeof rawPod>) =>
        Object.assign(raw.metadata, { managedFields: raw.metadata.managedFields.map(({ fieldsV1, ...rest }) => ({ fieldsV1, ...rest })) }),
    ],
    ['managedFields that are not last', (raw: ReturnType<typeof rawPod>) => Object.assign(raw.metadata, { selfLink: '/x' })],
    [
      'a template with managedFields of its own',
      (raw: ReturnType<typeof rawPod>) =>
        Object.assign(raw, {
          metadata: { ...raw.metadata, managedFields: undefined },
          spec: { ...raw.spec, template: { metadata: { a: 1, managedFields: [{}] } } },
        }),
    ],
    [
      'the mark in an annotation',
      (raw: ReturnType<typeof rawPod>) => Object.assign(raw.metadata.annotations, { x: '{"a":1,"managedFields":[{}],"spec":{}}' }),
    ],
    ['a raw line separator', (raw: ReturnType<typeof rawPod>) => Object.assign(raw.metadata.annotations, { x: 'a\u2028b' })],
  ])('whatever the encoding: %s', (_, edit) => {
    const raw = rawPod({ number: 5 })
    edit(raw)
    const read = readLine('Pod', watchLine('ADDED', raw))
    expect(read).toEqual({ type: 'ADDED', object: ingest('Pod', raw), rv: '1005' })
  })

  it('shares field sets between Pods of one sort, whose IPs differ', () => {
    const sets = [1, 2].map((number) => ingest('Pod', rawPod({ number })).meta.managed.map((entry) => entry.fields))
    expect(sets[0]).toEqual(sets[1])
    sets[0]?.forEach((set, i) => expect(set).toBe(sets[1]?.[i]))
  })

  it('reads bookmarks, the end of the initial events, and errors', () => {
    expect(
      readLine(
        'Pod',
        '{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}}',
      ),
    ).toEqual({ type: 'BOOKMARK', rv: '9', initialEnd: true })
    expect(readLine('Pod', '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}')).toMatchObject({
      type: 'ERROR',
      status: { code: 410 },
    })
  })

  it.each(['', '{"type":"MODIFIED","object":{"kind":"Pod","meta', '<html>', '{}', '{"type":"ADDED"}', '[]', 'null'])('throws on %s', (line) => {
    expect(() => readLine('Pod', line)).toThrow(Error)
  })
})
