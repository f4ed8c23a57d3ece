import { expect, test } from 'vitest'
import { listen, pod, type Raw, type Told, worked, wrote } from './told.ts'

/** What every object of JavaScript has; all but the last are legal names of labels, the last is one of ConfigMap keys and env. */
const inherited = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__']
const legal = inherited.slice(0, -1)

const clean = () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
}

const paths = ({ deltas }: Told) => deltas.at(-1)!.changed.paths

test.each(legal)('A27 a label or annotation %s is added, changed and removed like any other', (name) => {
  const told = listen()
  const labelled = (labels: object, annotations: object) => told.hear('MODIFIED', 'Deployment', { metadata: { name: 'web', labels, annotations } })
  told.hear('ADDED', 'Deployment', { metadata: { name: 'web', labels: {}, annotations: {} } })
  labelled({ [name]: 'a' }, { [name]: 'a' })
  expect(paths(told)).toEqual([`metadata.annotations[${name}]`, `metadata.labels[${name}]`])
  labelled({ [name]: 'b' }, { [name]: 'b' })
  expect(paths(told)).toEqual([`metadata.labels[${name}]`])
  labelled({}, {})
  expect(paths(told)).toEqual([`metadata.annotations[${name}]`, `metadata.labels[${name}]`])
})

test('A27 a selector by such a label is a change, and selects only what has it', () => {
  const told = listen()
  const service = (selector: object) => ({ metadata: { name: 'web' }, spec: { selector } })
  told.hear('ADDED', 'Service', service({ app: 'web' }))
  told.hear('MODIFIED', 'Service', service({ app: 'web', constructor: 'x' }))
  expect(paths(told)).toEqual(['spec.selector'])
})

test.each(legal)('A27 siblings keep their own label %s', (name) => {
  const told = listen()
  const ownerReferences = [{ kind: 'ReplicaSet', apiVersion: 'apps/v1', name: 'web', uid: `rs-${name}`, controller: true }]
  told.hear('ADDED', 'Pod', pod('one', { ownerReferences, labels: { app: 'web', [name]: 'only-of-one' } }))
  const two = told.hear('ADDED', 'Pod', pod('two', { ownerReferences, labels: { app: 'web' } }))
  expect(Object.entries(two.meta.labels!)).toEqual([['app', 'web']])
})

test.each(inherited)('A27 who writes under the name %s is a client of that name', (manager) => {
  const told = listen()
  told.hear('ADDED', 'ConfigMap', { metadata: { name: 'signed', managedFields: wrote(manager) } })
  told.hear('ADDED', 'Deployment', {
    metadata: { name: 'web', managedFields: wrote(manager, { 'f:spec': { 'f:replicas': {} } }) },
    spec: { replicas: 1 },
  })
  const scaled = { metadata: { name: 'web', managedFields: wrote(manager, { 'f:spec': { 'f:replicas': {} } }) }, spec: { replicas: 2 } }
  told.hear('MODIFIED', 'Deployment', scaled)
  for (const reason of ['Scheduled', 'Killing', manager])
    told.hear('ADDED', 'Event', {
      metadata: { name: `e-${reason}`, managedFields: wrote(manager) },
      involvedObject: { kind: manager, name: manager, namespace: 'shop', fieldPath: `spec.containers{${manager}}` },
      reason,
      message: manager,
      source: { component: manager, host: manager },
    })
  expect(told.faults()).toEqual({})
  expect([...new Set(told.steps().map(({ component }) => component))]).toEqual([`client/${manager}`])
  expect(told.steps().map(({ key }) => key)).toContain('client.scaled')
})

test('A27 containers, quotas, finalizers, volumes and conditions of these names', () => {
  const told = listen()
  const managedFields = wrote('kubectl', { 'f:spec': {}, 'f:status': {}, 'f:metadata': {} })
  const images = (names: string[]) => ({
    metadata: { name: 'web', managedFields, finalizers: names },
    spec: {
      template: { spec: { containers: [{ name: 'app', image: 'web:1' }, ...names.map((name) => ({ name, image: `${name}:1` }))] } },
      selector: { matchLabels: { app: 'web' } },
    },
    status: { conditions: names.map((type) => ({ type, status: 'True', reason: type })) },
  })
  told.hear('ADDED', 'Deployment', images([]))
  told.hear('MODIFIED', 'Deployment', images(legal))
  const set = told.steps().find(({ key }) => key === 'client.image-set')
  expect(set?.facts).toMatchObject({ container: { value: 'constructor' }, image: { value: 'constructor:1' } })
  expect(set?.facts['before']).toBeUndefined()
  told.hear('MODIFIED', 'Deployment', images([]))
  told.hear('DELETED', 'Deployment', images(inherited))
  const quota = (used: object) => ({ metadata: { name: 'q', managedFields: wrote('kube-apiserver', { 'f:status': {} }) }, status: { used } })
  told.hear('ADDED', 'ResourceQuota', quota({}))
  told.hear('MODIFIED', 'ResourceQuota', quota(Object.fromEntries(legal.map((name) => [`count/${name}`, '1']))))
  expect(told.faults()).toEqual({})
})

test('A27 nothing that is parsed reaches the prototype of everything', () => {
  const told = listen()
  const poison = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as object
  const labels = JSON.parse('{"__proto__":"x","app":"web"}') as object
  const everywhere = { labels, annotations: poison, ...(poison as Raw['metadata']) }
  const object = {
    metadata: { ...everywhere, name: 'p' },
    spec: { ...poison, containers: [poison, { name: 'app', image: 'web:1', ...poison }], nodeSelector: poison },
  }
  told.hear('ADDED', 'Pod', object)
  told.hear('MODIFIED', 'Pod', { ...object, status: { ...poison, conditions: [poison], containerStatuses: [poison] } })
  told.hear('ADDED', 'ConfigMap', {
    metadata: { name: 'c', managedFields: wrote('kubectl', { 'f:data': { 'f:__proto__': {}, 'f:constructor': {} } }) },
    data: poison,
  })
  clean()
})

test('A28 owners that own each other: alone, by two, by fifty, by a thousand; of no uid, of no such kind', () => {
  const told = listen()
  const began = worked()
  const owner = (uid: string, kind = 'ReplicaSet', controller = true) => ({ kind, apiVersion: 'apps/v1', name: uid, uid, controller })
  const ring = (size: number) => Array.from({ length: size }, (_, i) => [`r${size}-${i}`, `r${size}-${(i + 1) % size}`] as const)
  const objects = [1, 2, 50].flatMap(ring)
  const set = (name: string, ownerReferences: object[], replicas: number): Raw => ({
    metadata: { name, uid: name, ownerReferences, managedFields: wrote('kube-controller-manager', { 'f:spec': {}, 'f:status': {} }) },
    spec: { replicas },
    status: { replicas },
  })
  const member = (name: string, above: string) => pod(`${name}-pod`, { ownerReferences: [owner(name)], labels: { above } })
  for (const [name, above] of objects) {
    told.hear('ADDED', 'ReplicaSet', set(name, [owner(above)], 1))
    told.hear('ADDED', 'Pod', member(name, above))
  }
  told.hear('ADDED', 'Pod', pod('self', { uid: 'self', ownerReferences: [owner('self', 'Pod')] }))
  told.hear('ADDED', 'Pod', pod('thousand', { ownerReferences: Array.from({ length: 1_000 }, (_, i) => owner(`none-${i}`, 'ConfigMap', i === 999)) }))
  told.hear('ADDED', 'Pod', pod('nobody', { ownerReferences: [{ kind: 'Pod', name: 'x', controller: true }, {}] }))
  told.hear('ADDED', 'Pod', pod('kindless', { ownerReferences: [owner('x', 'constructor')] }))
  const shown = new Set(told.entries.flatMap((entry) => ('object' in entry ? [entry.object.ref.uid] : [])))
  expect(shown.size).toBe(2 * objects.length + 4)
  for (const [name, above] of objects) {
    told.hear('MODIFIED', 'ReplicaSet', set(name, [owner(above)], 2))
    told.hear('DELETED', 'Pod', member(name, above))
    told.hear('DELETED', 'ReplicaSet', set(name, [owner(above)], 2))
  }
  expect(told.faults()).toEqual({})
  expect(told.steps().length).toBeGreaterThan(objects.length)
  expect(worked() - began).toBeLessThan(5_000)
})
