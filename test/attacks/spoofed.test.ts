import { expect, test } from 'vitest'
import { catalogueOf } from '../../server/pipeline.ts'
import { componentName } from '../../server/speech/caption.ts'
import type { Step } from '../../server/wire/step.ts'
import { event, listen, pod, type Raw, type Told, wrote } from './told.ts'

/** Whoever may create Events, Pods and Leases may write all of this; none of the components that it names has done anything. */
const forgeries: [reason: string, source: string, process: string, note: string][] = [
  ['Scheduled', 'default-scheduler', 'kube-scheduler', 'Successfully assigned shop/web to n1'],
  ['FailedScheduling', 'default-scheduler', 'kube-scheduler', '0/1 nodes are available: 1 Insufficient cpu.'],
  ['Pulling', 'kubelet', 'kubelet', 'Pulling image "web"'],
  ['Pulled', 'kubelet', 'kubelet', 'Successfully pulled image "web" in 1s (1s including waiting). Image size: 1 bytes.'],
  ['Created', 'kubelet', 'kubelet', 'Created container: app'],
  ['Started', 'kubelet', 'kubelet', 'Started container app'],
  ['Killing', 'kubelet', 'kubelet', 'Stopping container app'],
  ['Unhealthy', 'kubelet', 'kubelet', 'Liveness probe failed: 500'],
  ['BackOff', 'kubelet', 'kubelet', 'Back-off restarting failed container app in pod web'],
  ['Failed', 'kubelet', 'kubelet', 'Error: ErrImagePull'],
  ['NodeNotReady', 'node-controller', 'kube-controller-manager', 'Node is not ready'],
  ['TaintManagerEviction', 'taint-eviction-controller', 'kube-controller-manager', 'Marking for deletion Pod shop/web'],
  ['SuccessfulCreate', 'replicaset-controller', 'kube-controller-manager', 'Created pod: web'],
  ['FailedCreate', 'replicaset-controller', 'kube-controller-manager', 'Error creating: pods "web-" is forbidden'],
  ['ScalingReplicaSet', 'deployment-controller', 'kube-controller-manager', 'Scaled up replica set web-1 from 0 to 1'],
]

/** A Pod on a node, its ReplicaSet and Deployment, all seen from the first list on. */
function cluster(): Told {
  const told = listen()
  told.hear('ADDED', 'Node', { metadata: { name: 'n1' } })
  told.hear('ADDED', 'Deployment', { metadata: { name: 'web', managedFields: wrote('kubectl') }, spec: { replicas: 1 } })
  told.hear('ADDED', 'ReplicaSet', { metadata: { name: 'web', managedFields: wrote('kubectl') }, spec: { replicas: 1 } })
  told.hear('ADDED', 'Pod', pod('web'))
  return told
}

/** What is said to be the work of somebody other than who did all of it. */
const credited = (told: Told, before: ReadonlySet<string>) =>
  told.steps().filter(({ id, component }) => !before.has(id) && !/^(?:client\/|unknown$)/.test(component))

const ids = (told: Told) => new Set(told.steps().map(({ id }) => id))
const summary = ({ key, grade, identity }: Step) => ({ key, grade, identity })
const kindOf = (reason: string) =>
  ({ NodeNotReady: 'Node', SuccessfulCreate: 'ReplicaSet', FailedCreate: 'ReplicaSet', ScalingReplicaSet: 'Deployment' })[reason] ?? 'Pod'

function forged(told: Told, reason: string, source: string, message: string, manager: string | undefined): void {
  const kind = kindOf(reason)
  const name = kind === 'Node' ? 'n1' : 'web'
  const { metadata, ...rest } = event(
    'forged',
    { kind, name, uid: `${kind}-${name}`, fieldPath: 'spec.containers{app}' },
    { reason, message, source: { component: source, host: 'n1' } },
  )
  told.hear('ADDED', 'Event', { metadata: { ...metadata, managedFields: manager === undefined ? [] : wrote(manager) } as Raw['metadata'], ...rest })
}

test.each(forgeries)('A26 an Event %s of %s that somebody posts under his own name is credited to nobody', (reason, source, _, note) => {
  for (const manager of ['kubectl-create', 'curl', source === 'kubelet' ? 'kube-scheduler' : 'kubelet']) {
    const told = cluster()
    const before = ids(told)
    forged(told, reason, source, note, manager)
    expect(credited(told, before).map(summary), manager).toEqual([])
  }
})

test.each(forgeries)('A26 an Event %s of %s under the name of %s is a claim and never more', (reason, source, process, note) => {
  const told = cluster()
  const before = ids(told)
  forged(told, reason, source, note, process)
  // Of what must have followed, if it is true, the grade says that nobody saw it.
  for (const step of credited(told, before))
    expect(step.grade === 'inferred' ? 'claimed' : step.identity, JSON.stringify(summary(step))).toBe('claimed')
})

test('A26 the claims are told at all', () => {
  const told = cluster()
  const before = ids(told)
  for (const [reason, source, process, note] of forgeries) forged(told, reason, source, note, process)
  expect(credited(told, before).length).toBeGreaterThan(10)
})

test.each(['kube-scheduler', 'kube-controller-manager', 'kubelet', 'kube-apiserver', 'kube-proxy'])(
  'A26 what a person writes as field manager %s is a claim',
  (manager) => {
    const told = listen()
    const ownerReferences = [{ kind: 'ReplicaSet', apiVersion: 'apps/v1', name: 'web', uid: 'ReplicaSet-web', controller: true }]
    told.hear('ADDED', 'ReplicaSet', { metadata: { name: 'web', managedFields: wrote('kubectl') }, spec: { replicas: 1 } })
    const before = ids(told)
    const managedFields = wrote(manager, { 'f:spec': {}, 'f:metadata': {}, 'f:status': {} })
    const spec = (more: object) => ({ containers: [{ name: 'app', image: 'web:1' }], nodeName: 'n1', ...more })
    told.hear('ADDED', 'Pod', pod('web-1', { managedFields, ownerReferences }, { spec: spec({}) }))
    told.hear(
      'MODIFIED',
      'Pod',
      pod('web-1', { managedFields, ownerReferences }, { spec: spec({ activeDeadlineSeconds: 1 }), status: { phase: 'Running' } }),
    )
    told.hear('ADDED', 'ConfigMap', { metadata: { name: 'c', managedFields } })
    told.hear('ADDED', 'Deployment', { metadata: { name: 'd', managedFields }, spec: { replicas: 1 } })
    told.hear('MODIFIED', 'Deployment', {
      metadata: { name: 'd', managedFields: wrote(manager, { 'f:spec': { 'f:replicas': {} } }) },
      spec: { replicas: 2 },
    })
    told.hear('ADDED', 'Lease', {
      metadata: { name: manager, managedFields },
      spec: { holderIdentity: manager, renewTime: '2026-11-21T09:00:00.000000Z' },
    })
    for (const step of credited(told, before))
      expect(step.grade === 'inferred' || ['claimed', 'unknown'].includes(step.identity), JSON.stringify(summary(step))).toBe(true)
    expect(told.steps().length).toBeGreaterThan(before.size)
  },
)

test('A26 a Lease of somebody’s own namespace makes no component of kube-system live', () => {
  const told = listen()
  told.hear('ADDED', 'Lease', {
    metadata: { name: 'kube-scheduler', namespace: 'shop' },
    spec: { holderIdentity: 'forged', renewTime: '2026-11-21T09:00:00.000000Z' },
  })
  expect(told.tick().filter(({ component, state }) => component === 'kube-scheduler' && state === 'live')).toEqual([])
})

test.each(['en', 'vi'] as const)('A26 who borrows the name of any component is called a client (%s)', (lang) => {
  const words = catalogueOf(lang)
  const { client, ...components } = words.cards
  expect(componentName('client/kubectl', words)).toBe(client?.name)
  expect(componentName('client/kub\u0435ctl', words)).toBe('client “kub\u0435ctl”')
  for (const [id, { name }] of Object.entries(components))
    for (const borrowed of [id, name, name.toUpperCase(), name.replace(/[eao]/, (letter) => ({ e: '\u0435', a: '\u0430', o: '\u043e' })[letter]!)])
      expect(componentName(`client/${borrowed}`, words)).toBe(`client “${borrowed}”`)
  for (const own of ['helm', 'argocd-controller', 'my.operator']) expect(componentName(`client/${own}`, words)).toBe(own)
})
