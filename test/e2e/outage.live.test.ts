import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCluster } from '../cluster/cluster.ts'
import { pauseNode, resumeNode } from '../cluster/levers/node.ts'
import { waitHealthy } from '../cluster/health.ts'
import { inviteVisitor, type Visitor } from '../faults/visitor.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { closeStage, openStage, type Stage as Scene } from '../situations/stage/stage.ts'
import { type Stage, stage } from './stage.ts'

const cluster = openCluster(process.env['CUTAWAY_CLUSTER'] || 'cutaway')
const run = kubectlOn(cluster.name)
let scene: Scene
let visitor: Visitor
let on: Stage

beforeAll(async () => {
  scene = await openStage(run, `outage-${process.pid}`)
  visitor = await inviteVisitor(run, scene.namespace, ['Service', 'EndpointSlice'])
  on = await stage('--kubeconfig', visitor.kubeconfig)
}, 120_000)
afterAll(async () => {
  await on?.close()
  await visitor?.leave()
  if (scene) await closeStage(run, scene.namespace)
})

it('the page names what it may not see, with the rule that opens it', async () => {
  const { page, complaints } = await on.open('/map')
  const locks = page.locator('.locks li.forbidden')
  await expect.poll(() => locks.count()).toBe(2)
  await page.locator('.locks > details > summary').click()
  await locks.filter({ hasText: 'Service' }).first().locator('summary').click()
  await expect.poll(() => page.locator('.locks').innerText()).toMatch(/services[\s\S]*list[\s\S]*watch/)
  expect(complaints).toEqual([])
  await page.context().close()
})

it('the page says that it is stale and since when while the API server is silent, keeps what it has, and goes on afterwards', async () => {
  const { page } = await on.open('/map')
  await page.getByText('Live', { exact: true }).first().waitFor()
  await expect.poll(() => page.locator('.pod').count()).toBeGreaterThan(5)
  await pauseNode(cluster.controlPlane)
  try {
    // What was on its way comes before the silence is known, which takes ten seconds and more.
    await sleep(3_000)
    const pods = await page.locator('.pod').count()
    const notice = page.getByText(/[Ss]tale since \d/).first()
    await notice.waitFor({ timeout: 90_000 })
    expect(await page.locator('.pod').count()).toBe(pods)
  } finally {
    await resumeNode(cluster.controlPlane)
  }
  await page.getByText('Live', { exact: true }).first().waitFor({ timeout: 150_000 })
  await page.context().close()
  await waitHealthy(cluster.name, 180_000)
}, 500_000)
