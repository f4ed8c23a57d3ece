import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSyncOrder } from '../../server/cluster/resources.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { openPage, type Page } from './page.ts'
import { clusterName, type Server, startServer } from './server.ts'
import { inviteVisitor, type Visitor } from './visitor.ts'

const kubectl = kubectlOn(clusterName)
const name = (role: string) => `${role}-${Date.now().toString(36).slice(-5)}`
const later = name('later')
let mine: Stage
let other: Stage
let foreign: Stage
let visitor: Visitor
let server: Server
let page: Page

beforeAll(async () => {
  ;[mine, other, foreign] = await Promise.all([
    openStage(kubectl, name('mine')),
    openStage(kubectl, name('other')),
    openStage(kubectl, name('foreign')),
  ])
  await other.apply(webDeployment('theirs', { replicas: 1 }))
  await other.settled('theirs')
  visitor = await inviteVisitor(kubectl, mine.namespace, [], [mine.namespace, other.namespace])
  server = await startServer(visitor.kubeconfig, '--watch-namespace', mine.namespace, '--watch-namespace', other.namespace)
  page = await openPage(server.port)
})

afterAll(async () => {
  page?.close()
  await server?.stop()
  await visitor?.leave()
  for (const stage of [mine, other, foreign]) if (stage) await closeStage(kubectl, stage.namespace)
  await kubectl(['delete', 'namespace', later, '--ignore-not-found', '--wait=false'])
})

test('what has a namespace is live, what has none is forbidden with the ClusterRole that would open it', () => {
  expect(page.now().state).toBe('live')
  for (const { kind, scope } of inSyncOrder) expect([kind, page.kind(kind)?.state]).toEqual([kind, scope === 'namespaced' ? 'live' : 'forbidden'])
  expect(page.kind('Node')?.rule?.role).toBe('ClusterRole')
  expect(page.hello.cluster.uid).toBe('')
})

test('its namespaces are seen and nothing else', async () => {
  await Promise.all([mine.apply(webDeployment('ours', { replicas: 1 })), foreign.apply(webDeployment('hidden', { replicas: 1 }))])
  await Promise.all([mine.settled('ours'), foreign.settled('hidden')])
  const namespaces = () => new Set([...page.steps.values()].flatMap((step) => step.namespaces))
  await expect.poll(() => page.all('kubelet.started').flatMap((step) => step.namespaces)).toContain(mine.namespace)
  expect([...namespaces()].filter((one) => one !== mine.namespace && one !== other.namespace)).toEqual([])
  await expect.poll(async () => (await held('Pod')).join()).toBe((await uids('pods')).join())
})

test('a Role that is taken away takes its namespace away within a minute, and no other', async () => {
  await visitor.withhold(['Pod'], other.namespace)
  await expect.poll(() => page.kind('Pod')?.state, { timeout: 90_000, interval: 500 }).toBe('forbidden')
  expect(page.kind('Pod')?.note).toMatch(`In ${other.namespace}: Access was withdrawn. `)
  expect(page.kind('Pod')?.rule?.role).toBe('Role')
  await expect.poll(async () => (await held('Pod')).join()).toBe((await uids('pods', [mine.namespace])).join())
})

test('a namespace that does not exist yet is empty, and filled when it does', async () => {
  const watching = await startServer(undefined, '--watch-namespace', later)
  try {
    const view = await openPage(watching.port)
    expect(view.kind('Pod')).toMatchObject({ state: 'live', objects: 0 })
    await kubectl(['create', 'namespace', later])
    await kubectl(['create', 'configmap', 'first', '--namespace', later])
    await expect.poll(async () => (await watching.held()).state('ConfigMap').length).toBeGreaterThan(0)
    view.close()
  } finally {
    await watching.stop()
  }
})

async function held(kind: string): Promise<string[]> {
  return (await server.held())
    .state(kind)
    .map(({ uid }) => uid)
    .toSorted()
}

async function uids(plural: string, namespaces = [mine.namespace, other.namespace]): Promise<string[]> {
  const form = '{range .items[*]}{.metadata.uid}{"\\n"}{end}'
  const lists = await Promise.all(namespaces.map((namespace) => kubectl(['get', plural, '--namespace', namespace, '-o', `jsonpath=${form}`])))
  return lists.flatMap((list) => list.split('\n').filter(Boolean)).toSorted()
}
