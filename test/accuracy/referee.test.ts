import { describe, expect, test } from 'vitest'
import { cards } from '../../server/pipeline.ts'
import type { Step } from '../../server/wire/step.ts'
import { kept, type AuditEvent } from './audit-event.ts'
import { authorName, authorOf, controllers } from './authors.ts'
import { judge } from './referee.ts'
import { figures, report } from './report.ts'
import { writes } from './writes.ts'

const SA = 'system:serviceaccount:kube-system:'

/** One line as kube-apiserver writes it, with what varies. */
function line(of: {
  user: string
  verb: string
  resource: string
  sub?: string
  name?: string
  rv?: string
  uid?: string
  at?: number
  code?: number
  kind?: string
  uri?: string
  stage?: string
}): string {
  const time = new Date(1_760_000_000_000 + (of.at ?? 0)).toISOString().replace('Z', '123Z')
  const [resource, ...group] = of.resource.split('.')
  return JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'RequestResponse',
    auditID: `${of.user}${of.verb}${of.rv}${of.at}`,
    stage: of.stage ?? 'ResponseComplete',
    requestURI: of.uri ?? `/apis/x/v1/namespaces/shop/${resource}/${of.name ?? ''}`,
    verb: of.verb,
    user: { username: of.user, groups: ['system:authenticated'] },
    sourceIPs: ['172.18.0.2'],
    userAgent: 'kubectl/v1.36.3 (linux/amd64) kubernetes/98b3519',
    objectRef: { resource, namespace: 'shop', name: of.name ?? 'web', apiGroup: group.join('.') || undefined, apiVersion: 'v1', subresource: of.sub },
    responseStatus: { metadata: {}, code: of.code ?? 200 },
    responseObject:
      of.kind === 'Status'
        ? { kind: 'Status', status: 'Success', details: { name: 'web', uid: of.uid } }
        : {
            kind: of.kind ?? 'Pod',
            metadata: { name: of.name ?? 'web', namespace: 'shop', uid: of.uid, resourceVersion: of.rv, managedFields: [] },
            spec: { long: 'x' },
          },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    annotations: { 'authorization.k8s.io/decision': 'allow' },
  })
}

const events = (...lines: string[]): AuditEvent[] => lines.map((each) => kept(JSON.parse(each) as AuditEvent)).filter((event) => event !== undefined)

const step = (of: Partial<Step> & { component: string }): Step => ({
  id: `${of.component}${of.passage?.resourceVersion}`,
  seq: 0,
  key: `${of.component}.did`,
  subject: { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'web', uid: 'u1' },
  at: { from: 1_760_000_000_000, to: 1_760_000_000_000, seen: 0 },
  grade: 'observed',
  identity: 'rule',
  causes: [],
  story: 's',
  facts: {},
  evidence: [],
  namespaces: ['shop'],
  rev: 1,
  ...of,
})
const wrote = (
  component: string,
  resourceVersion: string,
  verb: 'create' | 'update' | 'patch' | 'delete' | 'bind' = 'update',
  more: Partial<Step> = {},
): Step => step({ component, passage: { verb, key: '/registry/pods/shop/web', resourceVersion }, ...more })

describe('what is a write', () => {
  test('a slice holds no more than what is read', () => {
    expect(JSON.stringify(events(line({ user: 'a', verb: 'create', resource: 'pods', rv: '5' })))).not.toMatch(/managedFields|long|sourceIPs|groups/)
  })
  test('reads and other stages are none', () => {
    expect(
      events(
        line({ user: 'a', verb: 'get', resource: 'pods', rv: '5' }),
        line({ user: 'a', verb: 'create', resource: 'pods', stage: 'RequestReceived' }),
      ),
    ).toEqual([])
    expect(events(line({ user: 'a', verb: 'create', resource: 'pods', rv: '5' }))).toHaveLength(1)
  })
  test('conflicts, dry runs, reviews and tokens are none', () => {
    expect(
      writes(
        events(
          line({ user: 'a', verb: 'update', resource: 'pods', rv: '5', code: 409, kind: 'Status' }),
          line({ user: 'a', verb: 'create', resource: 'pods', rv: '6', uri: '/api/v1/namespaces/shop/pods?dryRun=All' }),
          line({ user: 'a', verb: 'create', resource: 'subjectaccessreviews.authorization.k8s.io' }),
          line({ user: 'system:node:n1', verb: 'create', resource: 'serviceaccounts', sub: 'token' }),
        ),
      ),
    ).toEqual([])
  })
  test('who comes second with a revision changed nothing', () => {
    const found = writes(
      events(
        line({ user: `${SA}generic-garbage-collector`, verb: 'patch', resource: 'pods', rv: '7', at: 20 }),
        line({ user: 'system:node:n1', verb: 'patch', resource: 'pods', sub: 'status', rv: '7', at: 10 }),
      ),
    )
    expect(found.map(({ user }) => user)).toEqual(['system:node:n1'])
  })
  test('a creation is the author of its revision even if answered late', () => {
    const found = writes(
      events(
        line({ user: 'late', verb: 'create', resource: 'pods', rv: '7', at: 20 }),
        line({ user: 'noop', verb: 'patch', resource: 'pods', rv: '7', at: 10 }),
      ),
    )
    expect(found.map(({ user }) => user)).toEqual(['late'])
  })
  test('a revision from before the log is no write', () => {
    expect(writes(events(line({ user: 'a', verb: 'patch', resource: 'pods', rv: '3' })), new Set(['3']))).toEqual([])
  })
  test('Leases, Events and heartbeats stand apart, a cordon does not', () => {
    const found = writes(
      events(
        line({ user: 'system:node:n1', verb: 'update', resource: 'leases.coordination.k8s.io', rv: '1' }),
        line({ user: 'system:node:n1', verb: 'create', resource: 'events', rv: '2' }),
        line({ user: 'system:node:n1', verb: 'patch', resource: 'nodes', sub: 'status', rv: '3' }),
        line({ user: 'admin', verb: 'patch', resource: 'nodes', rv: '4' }),
      ),
    )
    expect(found.map(({ apart }) => apart)).toEqual(['lease', 'event', 'heartbeat', undefined])
  })
})

describe('who is who', () => {
  test('every component of the table is one of the cast', () => {
    const cast = new Set(cards.map(({ id }) => id))
    expect(
      Object.values(controllers)
        .flat()
        .filter((name) => !cast.has(`kube-controller-manager/${name}`)),
    ).toEqual([])
  })
  const author = (user: string) => authorOf(writes(events(line({ user, verb: 'update', resource: 'pods', rv: '1' })))[0]!)
  test.each([
    [`${SA}deployment-controller`, ['kube-controller-manager/deployment']],
    [`${SA}daemon-set-controller`, ['kube-controller-manager/daemonset']],
    ['system:kube-scheduler', ['kube-scheduler']],
    ['system:node:n1', ['kubelet']],
    ['kubernetes-admin', ['client/kubectl']],
    ['system:serviceaccount:shop:deployment-controller', ['client/kubectl']],
  ])('%s', (user, components) => expect(author(user).components).toEqual(components))
})

describe('verdict', () => {
  const log = writes(
    events(
      line({ user: 'system:node:n1', verb: 'patch', resource: 'pods', sub: 'status', rv: '10', uid: 'u1' }),
      line({ user: `${SA}replicaset-controller`, verb: 'update', resource: 'replicasets.apps', sub: 'status', rv: '11', name: 'web-7' }),
      line({ user: 'system:kube-scheduler', verb: 'create', resource: 'pods', sub: 'binding', kind: 'Status', uid: 'u1' }),
      line({ user: 'admin', verb: 'delete', resource: 'pods', kind: 'Status', uid: 'u1' }),
    ),
  )
  test('nothing told: all is missed, by name', () => {
    const verdict = judge([], log, 'shop')
    expect([verdict.writes.length, verdict.explained.length, verdict.wrong.length]).toEqual([4, 0, 0])
    expect(verdict.missed.map(authorName)).toEqual(['kubelet on n1', 'replicaset-controller', 'system:kube-scheduler', 'admin (kubectl)'])
    expect(report(new Map([['x', verdict]]))).toContain('missed: replicaset-controller update replicasets.apps/status web-7')
  })
  test('all told right', () => {
    const verdict = judge(
      [
        wrote('kubelet', '10', 'patch', { node: 'n1' }),
        wrote('kube-controller-manager/replicaset', '11'),
        wrote('kube-scheduler', '9', 'bind'),
        wrote('client/kubectl', '12', 'delete'),
      ],
      log,
      'shop',
    )
    expect(figures([verdict])).toEqual({ writes: 4, explained: 4, judged: 4, wrong: 0 })
  })
  test('a wrong author is wrong and explains nothing', () => {
    const verdict = judge([wrote('kube-controller-manager/deployment', '11')], log, 'shop')
    expect(figures([verdict])).toEqual({ writes: 4, explained: 0, judged: 1, wrong: 1 })
    expect(report(new Map([['x', verdict]]))).toContain(
      'WRONG: replicaset-controller update replicasets.apps/status web-7; we said kube-controller-manager/deployment',
    )
  })
  test('the kubelet of another node is wrong', () => {
    expect(judge([wrote('kubelet', '10', 'patch', { node: 'n2' })], log, 'shop').wrong).toHaveLength(1)
  })
  test('a wrong guess that says it is one is shown, not counted', () => {
    const verdict = judge([wrote('kube-controller-manager/deployment', '11', 'update', { grade: 'correlated' })], log, 'shop')
    expect([verdict.wrong.length, verdict.guessedWrong.length, verdict.explained.length]).toEqual([0, 1, 0])
  })
  test('an unknown author explains nothing', () => {
    expect(judge([wrote('unknown', '12', 'delete')], log, 'shop').explained).toEqual([])
  })
  test("what rests on another one's write is not held against it", () => {
    const rests = step({
      component: 'container-runtime',
      evidence: [
        { type: 'field', ref: step({ component: 'x' }).subject, rv: '10', path: 'status', owner: { manager: 'kubelet', operation: 'Update' } },
      ],
    })
    expect(figures([judge([rests], log, 'shop')])).toEqual({ writes: 4, explained: 0, judged: 0, wrong: 0 })
  })
  test('an Event is held against who posted it', () => {
    const posted = writes(events(line({ user: 'system:node:n1', verb: 'create', resource: 'events', rv: '20', kind: 'Event' })))
    const says = (component: string): Step =>
      step({
        component,
        evidence: [
          {
            type: 'event',
            ref: step({ component: 'x' }).subject,
            rv: '20',
            about: step({ component: 'x' }).subject,
            reason: 'Started',
            component,
            note: '',
            count: 1,
            at: 0,
          },
        ],
      })
    expect(figures([judge([says('kubelet')], posted, 'shop')])).toEqual({ writes: 0, explained: 0, judged: 1, wrong: 0 })
    expect(judge([says('kube-scheduler')], posted, 'shop').wrong).toHaveLength(1)
  })
  test('two deletions of one object: each step finds its own request', () => {
    const two = writes(
      events(
        line({ user: 'admin', verb: 'delete', resource: 'pods', rv: '30', uid: 'u1', at: 0 }),
        line({ user: 'system:node:n1', verb: 'delete', resource: 'pods', rv: '33', uid: 'u1', at: 300 }),
      ),
    )
    const at = { from: 1_760_000_000_000, to: 1_760_000_000_300, seen: 0 }
    expect(figures([judge([wrote('client/kubectl', '30', 'delete', { at }), wrote('kubelet', '32', 'delete', { at })], two, 'shop')])).toEqual({
      writes: 2,
      explained: 2,
      judged: 2,
      wrong: 0,
    })
  })
})
