import { expect, test } from 'vitest'
import { catalogueOf } from '../../server/pipeline.ts'
import { caption, check, tell } from '../../server/speech/caption.ts'
import { compareVersions } from '../../server/timeline/moment.ts'
import { heap } from './heap.ts'
import { event, listen, pod, type Told, worked, wrote } from './told.ts'

const long = (length: number, seed = '') => `${seed}${'w '.repeat(length / 2)}`

/** Every sentence about every step, in both languages; their length. */
function said({ steps }: Told): number {
  let length = 0
  for (const lang of ['en', 'vi'] as const)
    for (const step of steps()) {
      const words = catalogueOf(lang)
      for (const part of ['caption', 'act', 'why', 'next'] as const) for (const { text } of tell(step, words, part) ?? []) length += text.length
      length += (check(step, words) ?? '').length + caption(step, words).length
    }
  return length
}

test('A29 the largest objects that etcd takes: read in time, told in short', () => {
  const told = listen()
  const began = worked()
  const managedFields = wrote('kubelet', { 'f:status': {} }, 'status')
  told.hear('ADDED', 'ConfigMap', {
    metadata: { name: 'full', annotations: { 'a/b': long(256 * 1024) }, managedFields: wrote('kubectl') },
    data: { text: long(2 ** 20) },
  })
  told.hear(
    'ADDED',
    'Pod',
    pod(
      'env',
      {},
      {
        spec: { containers: [{ name: 'app', image: 'web:1', env: Array.from({ length: 2_000 }, (_, i) => ({ name: `E${i}`, value: long(400) })) }] },
      },
    ),
  )
  told.hear('ADDED', 'Node', { metadata: { name: 'n', managedFields } })
  const conditions = Array.from({ length: 500 }, (_, i) => ({
    type: `Odd${i}${long(1_000)}`,
    status: 'True',
    reason: long(1_000),
    message: long(1_000),
  }))
  told.hear('MODIFIED', 'Node', { metadata: { name: 'n', managedFields }, status: { conditions } })
  const endpoints = Array.from({ length: 1_000 }, (_, i) => ({
    addresses: [`10.0.${i >> 8}.${i & 255}`],
    targetRef: { kind: 'Pod', name: `p${i}`, uid: `p${i}` },
    conditions: { ready: true },
  }))
  const slice = {
    name: 'web-1',
    labels: { 'kubernetes.io/service-name': 'web' },
    managedFields: wrote('kube-controller-manager', { 'f:endpoints': {} }),
  }
  told.hear('ADDED', 'EndpointSlice', { metadata: slice, endpoints: [] })
  told.hear('MODIFIED', 'EndpointSlice', { metadata: slice, endpoints })
  told.hear('ADDED', 'Event', event('big', { name: 'env', uid: 'Pod-env' }, { reason: 'Failed', message: `Error: ${long(1_400_000)}` }))
  told.hear('ADDED', 'Deployment', { metadata: { name: 'nested', managedFields: wrote('kubectl') }, spec: { replicas: 1, odd: 'deep' } })
  told.hear('ADDED', 'Service', { metadata: { name: 'wide', labels: Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, 'v'])) } })
  expect(told.faults()).toEqual({})
  expect(told.steps().length).toBeGreaterThan(4)
  for (const entry of told.entries) expect(JSON.stringify(entry).length, JSON.stringify(entry).slice(0, 200)).toBeLessThan(64 * 1024)
  expect(said(told)).toBeLessThan(1_000_000)
  expect(worked() - began).toBeLessThan(5_000)
})

test('A29 a hundred Events of 1.4 MB, each with words of its own, leave next to nothing behind', () => {
  const told = listen()
  told.hear('ADDED', 'Pod', pod('web'))
  const before = heap()
  for (let i = 0; i < 100; i++) {
    const words = (field: string) => long(200_000, `${field}${i} `)
    const about = {
      kind: words('kind'),
      name: words('name'),
      uid: i % 2 ? words('uid') : 'Pod-web',
      fieldPath: words('path'),
      resourceVersion: words('rv'),
    }
    told.hear(
      'ADDED',
      'Event',
      event(`e${i}`, i % 3 ? about : { name: words('name') }, {
        reason: i % 4 ? 'Killing' : words('reason'),
        message: words('message'),
        type: words('type'),
        action: words('action'),
        source: { component: i % 2 ? 'kubelet' : words('component'), host: words('host') },
      }),
    )
    told.hear('ADDED', 'ConfigMap', {
      metadata: {
        name: `c${i}`,
        ownerReferences: [{ kind: words('k'), apiVersion: words('v'), name: words('n'), uid: words('u') }],
        managedFields: wrote('kubectl'),
      },
    })
  }
  const entries = JSON.stringify(told.entries).length
  told.deltas.length = 0
  // 100 of 1.4 MB and 100 of 800 KB came.
  expect(heap() - before).toBeLessThan(8)
  expect(entries).toBeLessThan(1_000_000)
  expect(told.faults()).toEqual({})
})

test('A31 times and quantities that no clock and no scale shows', () => {
  const told = listen()
  const times = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1969-12-31T23:59:59Z', '', 'soon', null]
  told.hear('ADDED', 'Node', {
    metadata: { name: 'n' },
    status: { allocatable: { cpu: '1e309', memory: '9E' }, capacity: { cpu: '-1', memory: '0.0000000001n' } },
  })
  for (const [i, cpu] of ['1e309', '9E', '-1', '0.0000000001n', '1e', '--1', '', 'NaN', 'Infinity', '9'.repeat(400)].entries())
    told.hear(
      'ADDED',
      'Pod',
      pod(
        `q${i}`,
        {},
        { spec: { nodeName: 'n', containers: [{ name: 'a', image: 'i', resources: { requests: { cpu, memory: cpu }, limits: { cpu } } }] } },
      ),
    )
  let number = 0
  for (const first of times)
    for (const last of times) {
      const about = { name: 'q1', uid: 'Pod-q1', fieldPath: 'spec.containers{a}' }
      const when = { firstTimestamp: first, lastTimestamp: last, eventTime: last, series: { count: -1, lastObservedTime: first }, count: -1 }
      for (const [reason, message] of [
        ['Pulled', `Successfully pulled image "web" in ${'9'.repeat(400)}h (1e309s including waiting). Image size: ${'9'.repeat(400)} bytes.`],
        ['Killing', 'Stopping container a'],
        ['BackOff', `Back-off restarting failed container a`],
      ])
        told.hear('ADDED', 'Event', event(`t${number++}.ffffffffffffffff`, about, { ...when, reason, message }))
      const metadata = {
        name: 'q1',
        managedFields: wrote('kubelet', { 'f:status': {} }, 'status'),
        deletionTimestamp: first,
        deletionGracePeriodSeconds: -1e15,
        creationTimestamp: last,
      }
      const state = { terminated: { exitCode: 'huge', startedAt: last, finishedAt: first } }
      told.hear(
        'MODIFIED',
        'Pod',
        pod('q1', metadata, { status: { phase: 'Failed', startTime: first, containerStatuses: [{ name: 'a', restartCount: number, state }] } }),
      )
      told.hear(number === 3 ? 'ADDED' : 'MODIFIED', 'Lease', {
        metadata: { name: 'l' },
        spec: { renewTime: first, acquireTime: last, leaseDurationSeconds: -1 },
      })
    }
  expect(told.faults()).toEqual({})
  expect(told.steps().length).toBeGreaterThan(5)
  // JSON has no other word for a number that is none.
  for (const entry of told.entries) expect(JSON.stringify(entry), 'a number').not.toMatch(/:null[,}]/)
  expect(said(told)).toBeGreaterThan(0)
})

test('A31 a Lease of the year 9999 that anybody may post makes no component silent', () => {
  const told = listen()
  const lease = (name: string, namespace: string, renewTime: string) =>
    told.hear('ADDED', 'Lease', { metadata: { name, namespace }, spec: { holderIdentity: name, renewTime } })
  lease('kube-scheduler', 'kube-system', '2026-11-21T09:00:00.000000Z')
  lease('forged', 'shop', '9999-01-01T00:00:00.000000Z')
  const pulses = told.tick()
  expect(pulses.filter(({ component }) => component === 'kube-scheduler')).toMatchObject([{ state: 'live' }])
})

test('A32 resourceVersions above 2^53 are told apart', () => {
  const told = listen()
  const at = (resourceVersion: string, label: string) =>
    told.hear(told.deltas.length ? 'MODIFIED' : 'ADDED', 'ConfigMap', { metadata: { name: 'c', resourceVersion, labels: { label } } })
  const [one, next] = ['9007199254740992', '9007199254740993']
  expect(Number(one)).toBe(Number(next))
  at(one, 'one')
  at(next, 'next')
  at(one, 'old')
  at(next, 'again')
  at('340282366920938463463374607431768211455', 'last')
  expect(told.deltas.map(({ rv, change }) => `${change} ${rv}`)).toEqual([
    `added ${one}`,
    `updated ${next}`,
    'updated 340282366920938463463374607431768211455',
  ])
  expect(Math.sign(compareVersions(one, next))).toBe(-1)
})
