import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Snapshot } from '../../server/wire/events.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { service, webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import type { Running } from '../support/cutaway.ts'
import { openPage, type Page } from './page.ts'
import { clusterName, end, type Server, startServer, startTail } from './server.ts'
import { inviteVisitor, type Rule, type Visitor } from './visitor.ts'

const kubectl = kubectlOn(clusterName)
let stage: Stage
let visitor: Visitor
let server: Server
let tail: Running
let page: Page

beforeAll(async () => {
  stage = await openStage(kubectl, `rights-${Date.now().toString(36).slice(-5)}`)
  visitor = await inviteVisitor(kubectl, stage.namespace, ['Service', 'EndpointSlice'])
  server = await startServer(visitor.kubeconfig)
  tail = await startTail(visitor.kubeconfig)
  page = await openPage(server.port)
})

afterAll(async () => {
  page?.close()
  await server?.stop()
  if (tail) await end(tail)
  await visitor?.leave()
  if (stage) await closeStage(kubectl, stage.namespace)
})

const steps = () => [...page.steps.values()].filter(({ namespaces }) => namespaces.includes(stage.namespace))

test('what may not be watched is shown as forbidden with the rule that would open it, and all else is live', () => {
  expect(page.now().state).toBe('live')
  const withheld = page.now().kinds.filter(({ state }) => state !== 'live')
  expect(withheld.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual(['EndpointSlice forbidden', 'Service forbidden'])
  expect(page.now().kinds).toHaveLength(25)
  expect(ruleIn(page.kind('Service')?.note)).toEqual({ apiGroups: [''], resources: ['services'], verbs: ['list', 'watch'] })
  expect(ruleIn(page.kind('EndpointSlice')?.note)).toEqual({
    apiGroups: ['discovery.k8s.io'],
    resources: ['endpointslices'],
    verbs: ['list', 'watch'],
  })
})

test('tail says so once', async () => {
  await expect.poll(() => tail.err).toContain('EndpointSlice is not watched (forbidden): Not allowed to list and watch endpointslices.')
  await expect.poll(() => tail.err).toContain('Service is not watched')
  expect(tail.err.match(/(?:Service|EndpointSlice) is not watched/g)).toHaveLength(2)
})

test('the rest is told as ever', async () => {
  await stage.apply(webDeployment('seen', { replicas: 1 }), service('unseen'))
  await stage.settled('seen')
  await expect.poll(() => steps().map(({ key }) => key)).toContain('kubelet.started')
  const kinds = () => steps().map(({ subject }) => subject.kind)
  await expect.poll(kinds).toEqual(expect.arrayContaining(['Deployment', 'ReplicaSet', 'Pod']))
  expect(kinds().filter((kind) => kind === 'Service' || kind === 'EndpointSlice')).toEqual([])
})

/** Within a minute is promised; what comes later than that by half a minute is more than a busy machine. */
const PROMPT = 90_000

test('the rule opens it: what is there is held, and nothing is told about its past', async () => {
  await visitor.allow(ruleIn(page.kind('Service')?.note)!)
  await expect.poll(() => page.kind('Service')?.state, { timeout: PROMPT, interval: 500 }).toBe('live')
  expect(page.kind('Service')?.note).toBeUndefined()
  expect(page.kind('EndpointSlice')?.state).toBe('forbidden')
  const { state } = await server.held()
  const uid = await stage.kubectl(['get', 'service', 'unseen', '-o', 'jsonpath={.metadata.uid}'])
  expect(state('Service').map((held) => held.uid)).toContain(uid)
  // Others make Services of their own meanwhile.
  expect(steps().filter(({ subject }) => subject.kind === 'Service')).toEqual([])
})

test('a right that is withdrawn shows within a minute, and what it let us see is gone', async () => {
  const deployments = async () => (await server.held()).state('Deployment').length
  expect(await deployments()).toBeGreaterThan(0)
  const before = page.entries.length
  await visitor.withhold(['EndpointSlice', 'Deployment'])
  await expect.poll(() => page.kind('Deployment')?.state, { timeout: PROMPT, interval: 500 }).toBe('forbidden')
  expect(page.kind('Deployment')).toMatchObject({ objects: 0, note: expect.stringMatching(/^Access was withdrawn\. /) })
  expect(page.kind('Deployment')?.rule).toEqual({ role: 'ClusterRole', ...ruleIn(page.kind('Deployment')?.note) })
  await expect.poll(deployments).toBe(0)
  await expect.poll(() => page.entries.slice(before).filter((entry) => 'gone' in entry)).not.toEqual([])
  const told = page.entries.slice(before)
  // Of its own namespace, where nobody does anything; elsewhere others may, until the watch ends.
  const ours = told.flatMap((entry) => ('step' in entry && entry.step.namespaces.includes(stage.namespace) ? entry.step : []))
  expect(ours.filter(({ subject }) => subject.kind === 'Deployment').map(({ key }) => key)).toEqual([])
  const { objects } = (await (await fetch(`http://127.0.0.1:${server.port}/snapshot`)).json()) as Snapshot
  expect(objects.filter(({ ref }) => ref.kind === 'Deployment')).toEqual([])
  await expect.poll(() => page.now().state).toBe('live')
})

test('granted again it shows within a minute, with the time in which it was not seen', async () => {
  const granted = Date.now()
  await visitor.withhold(['EndpointSlice'])
  await expect.poll(() => page.kind('Deployment')?.state, { timeout: PROMPT, interval: 500 }).toBe('live')
  expect(page.kind('Deployment')?.note).toMatch(/^Not watched from .* to .*Z;/)
  await expect.poll(() => page.all('watch.gap', 'Deployment')).toHaveLength(1)
  const [gap] = page.all('watch.gap', 'Deployment')
  expect(gap!.at.from).toBeLessThan(granted)
  expect(gap!.at.to).toBeGreaterThan(granted)
  const uid = await stage.kubectl(['get', 'deployment', 'seen', '-o', 'jsonpath={.metadata.uid}'])
  expect((await server.held()).state('Deployment').map((held) => held.uid)).toContain(uid)
  // It was there before: being allowed to see it again is no creation.
  expect(page.entries.flatMap((entry) => ('step' in entry && entry.step.subject.uid === uid && entry.at > granted ? entry.step.key : []))).toEqual([])
})

/** The rule as a note spells it: `apiGroups: [""], resources: ["services"], verbs: ["list", "watch"]`. */
function ruleIn(note = ''): Rule | undefined {
  const spelt = /apiGroups: \[.*?\], resources: \[.*?\], verbs: \[.*?\]/.exec(note)?.[0]
  return spelt === undefined ? undefined : (JSON.parse(`{${spelt.replaceAll(/(\w+): \[/g, '"$1": [')}}`) as Rule)
}
