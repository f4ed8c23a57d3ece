import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page as Tab } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Step } from '../../server/wire/step.ts'
import { nodeNames } from '../cluster/cluster.ts'
import { startKubelet, stopKubelet } from '../cluster/levers/kubelet.ts'
import { pauseNode, resumeNode } from '../cluster/levers/node.ts'
import { mend } from '../cluster/mend.ts'
import { linkOf } from '../pod/enter.ts'
import { evict, exhaustMemory, killContainer, restartsOf } from '../pod/levers.ts'
import { type Look, openLook, renewed } from '../pod/look.ts'
import { fresh, openWorkplace, type Workplace } from '../pod/release.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { launch } from '../support/browser.ts'
import { tells } from './churn.ts'
import { equalsApiServer } from './equality.ts'
import { openPage, type Page } from './page.ts'
import { clusterName, type Server, startServer } from './server.ts'

const kubectl = kubectlOn(clusterName)
const [controlPlane, paused, mute] = nodeNames(clusterName)
const unknown = 'kube-controller-manager/node-lifecycle.node-unknown'
/** Node leases as the API server has them, ms. */
const renewedAt = async (node: string): Promise<number> =>
  Date.parse(await kubectl(['get', 'lease', node, '--namespace', 'kube-node-lease', '-o', 'jsonpath={.spec.renewTime}']))

let place: Workplace
let stage: Stage
let browser: Browser
/** Runs beside the cluster; nothing happens to it. */
let server: Server
let page: Page
/** A Pod on the node that is paused, and one on the node that is not, which has troubles of its own meanwhile. */
let frozen: Look
let hurt: Look
let tab: Tab
let before: { connects: number; epoch: string }
/** Of both nodes: when it fell silent, and the last renewal before that. */
const silence = { [paused]: { at: 0, renewed: 0 }, [mute]: { at: 0, renewed: 0 } }
/** What was told about a node that happened since then. */
const since = (node: string, key: string): Step[] => page.all(key, node).filter(({ at }) => at.to > silence[node]!.at)
const unreachable = (node: string) =>
  since(node, 'kube-controller-manager/node-lifecycle.tainted').filter(({ facts }) =>
    JSON.stringify(facts['taints']).includes('node.kubernetes.io/unreachable'),
  )
const podsOn = (node: string) =>
  page.all('kube-controller-manager/node-lifecycle.pod-not-ready').filter(({ facts }) => JSON.stringify(facts['node']).includes(`"${node}"`))
const causeOf = (step: Step | undefined) => page.steps.get(step?.causes[0]?.id ?? '')
let back = 0
let over: Promise<void>

// Both at once, because both take a minute: one node is frozen whole, of the other only the kubelet is stopped.
beforeAll(async () => {
  ;[place, browser, stage, server] = await Promise.all([
    openWorkplace(),
    chromium.launch(launch),
    openStage(kubectl, fresh('silence')),
    startServer(),
  ])
  ;[frozen, hurt, page] = await Promise.all([openLook(place, 'frozen', paused), openLook(place, 'hurt', controlPlane), openPage(server.port)])
  tab = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
  await tab.goto(await linkOf(place, hurt.release, hurt.forward))
  await tab.getByText('Live', { exact: true }).first().waitFor()
  before = { connects: frozen.page.connects, epoch: frozen.page.hello.epoch }
  await Promise.all([pauseNode(paused), stopKubelet(mute)])
  for (const node of [paused, mute]) silence[node]!.at = Date.now()
  over = sleep(60_000).then(async () => {
    // Not before the controller is done with them: what it does after their return would rightly have another cause.
    const isGivenUp = (node: string) =>
      since(node, unknown).length > 0 && unreachable(node).length > 0 && podsOn(node).some(({ at }) => at.to > silence[node]!.at)
    await vi.waitUntil(() => [paused, mute].every(isGivenUp), { timeout: 120_000, interval: 100 })
    // Not before: what was on its way when they fell silent may have arrived afterwards.
    for (const node of [paused, mute]) silence[node]!.renewed = await renewedAt(node)
    back = Date.now()
    await Promise.all([resumeNode(paused), startKubelet(mute)])
  })
  over.catch(() => {})
})

afterAll(async () => {
  page?.close()
  await browser?.close()
  await server?.stop()
  await mend(clusterName)
  await Promise.all([frozen?.close(), hurt?.close(), stage && closeStage(kubectl, stage.namespace)])
  place?.close()
})

describe('a Pod of ours on another node', () => {
  test('that is killed comes back; a browser says so, and since when it watches', async () => {
    const pod = await hurt.release.pod()
    // It is said for ten seconds only.
    const said = tab.getByText(/The server was restarted; watching since \d\d:\d\d:\d\d/).waitFor({ timeout: 90_000 })
    await Promise.all([said, renewed(hurt, Date.now()), killContainer(pod)])
    await tab.getByText('Live', { exact: true }).first().waitFor()
    await expect.poll(async () => restartsOf(await hurt.release.pod())).toBe(restartsOf(pod) + 1)
    await tells(hurt.page, stage, controlPlane, 'killed')
  })

  test('that is evicted is followed by another', async () => {
    const pod = await hurt.release.pod()
    await Promise.all([renewed(hurt, Date.now()), evict(hurt.release, pod)])
    expect((await hurt.release.pod()).metadata.uid).not.toBe(pod.metadata.uid)
    await tells(hurt.page, stage, controlPlane, 'evicted')
  })

  test('that reaches its memory limit is ended by the kernel, and comes back', async () => {
    const pod = await hurt.release.pod()
    await Promise.all([renewed(hurt, Date.now()), exhaustMemory(pod)])
    await expect.poll(async () => restartsOf(await hurt.release.pod())).toBe(restartsOf(pod) + 1)
    const { status } = await hurt.release.pod()
    expect(status.containerStatuses?.[0]?.lastState).toMatchObject({ terminated: { reason: 'OOMKilled' } })
    await tells(hurt.page, stage, controlPlane, 'filled')
  })
})

describe.each([
  ['a node that is paused for a minute', paused],
  ['a node whose kubelet is stopped', mute],
])('%s', (_, node) => {
  beforeAll(() => over)

  test('its kubelet falls quiet 40 s after its last lease renewal, and since then', async () => {
    const { at, renewed } = silence[node]!
    const pulses = page.entries.flatMap((entry) => ('pulse' in entry && entry.at > at ? entry : []))
    const told = pulses.find(({ pulse }) => pulse.component === 'kubelet' && pulse.node === node && pulse.state === 'quiet')
    expect(told?.pulse.why).toBe('pulse.node-lease')
    expect(Math.floor(told!.pulse.since ?? 0)).toBe(renewed)
    console.log(`${node} is told to be quiet ${((told!.at - renewed) / 1000).toFixed(1)} s after its last renewal`)
    expect(told!.at - renewed).toBeGreaterThan(40_000)
    // While it was still away; that it is not much more than 40 s is a matter of timeline/pulse.test.ts.
    expect(told!.at).toBeLessThan(back)
    await expect.poll(() => page.pulse('kubelet', node)?.state, { timeout: 60_000 }).toBe('live')
  })

  test('the node lifecycle controller gives it up, taints it and takes its Pods out of service, because of that', () => {
    const [given] = since(node, unknown)
    expect(given).toMatchObject({ component: 'kube-controller-manager/node-lifecycle', subject: { kind: 'Node', name: node }, causes: [] })
    // 40 s after it was last heard of, in whole seconds.
    expect(given!.at.to).toBeGreaterThan(silence[node]!.renewed + 39_000)
    expect(causeOf(unreachable(node)[0])).toEqual(given)
    const pods = podsOn(node)
    expect(pods.length).toBeGreaterThan(0)
    for (const pod of pods) expect(causeOf(pod)).toEqual(given)
  })

  test('its return is told by its kubelet', async () => {
    await expect.poll(() => since(node, 'kubelet.node-ready'), { timeout: 90_000 }).toHaveLength(1)
    const [ready] = since(node, 'kubelet.node-ready')
    expect(ready).toMatchObject({ component: 'kubelet', node })
    expect(ready!.at.to).toBeGreaterThan(back - 1000)
  })
})

describe('afterwards', () => {
  test('our Pod on the node that was paused goes on where it was, and tells what happened meanwhile', async () => {
    frozen.forward.retype()
    await expect.poll(() => frozen.page.connects, { timeout: 60_000 }).toBeGreaterThan(before.connects)
    await expect.poll(() => frozen.page.all('kubelet.started', 'killed').length, { timeout: 60_000 }).toBe(1)
    await expect.poll(() => frozen.page.now().state, { timeout: 60_000 }).toBe('live')
    await tells(frozen.page, stage, paused, 'resumed')
    expect([frozen.page.hello.epoch, frozen.page.resets]).toEqual([before.epoch, []])
    expect(restartsOf(await frozen.release.pod())).toBe(0)
  })

  test('nothing of it was an outage of the API server', () => {
    expect(page.health.map(({ health }) => health.state)).not.toContain('stale')
  })

  test('what is held is what the API server holds', async () => {
    await equalsApiServer(server)
    expect(page.resets).toEqual([])
  })
})
