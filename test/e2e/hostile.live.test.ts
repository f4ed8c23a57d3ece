import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCluster } from '../cluster/cluster.ts'
import { heavy, longNames, markedUp } from '../odd/objects/extremes.ts'
import { longName, markup } from '../odd/objects/text.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { closeStage, openStage, type Stage as Scene } from '../situations/stage/stage.ts'
import { type Stage, stage } from './stage.ts'

const cluster = openCluster(process.env['CUTAWAY_CLUSTER'] || 'cutaway')
const run = kubectlOn(cluster.name)
let on: Stage
let scene: Scene

beforeAll(async () => {
  scene = await openStage(run, longName(63, `hostile-${process.pid}`))
  on = await stage('--kubeconfig', cluster.kubeconfig)
}, 120_000)
afterAll(async () => {
  await on?.close()
  if (scene) await closeStage(run, scene.namespace)
})

it('what the cluster says is text, however it looks', async () => {
  const opened = await Promise.all([1366, 390].map((width) => on.open(`/map?ns=${scene.namespace}`, { viewport: { width, height: 768 } })))
  for (const { page } of opened) await page.getByText('Live', { exact: true }).first().waitFor()
  await scene.create(...longNames(), ...heavy(), ...markedUp(scene.namespace))
  await scene.kubectl(['create', 'configmap', 'signed', '--from-literal=by=nobody', `--field-manager=${markup[1]}`])
  await scene.until('jsonpath={.status.readyReplicas}=1', 'deployment/heavy')

  for (const { page, complaints } of opened) {
    await page.goto(`${on.url}#/story?ns=${scene.namespace}`)
    // What happened is told at the pace of who reads; opened anew, it is all there.
    await page.reload()
    const stories = page.locator('nav.list a')
    await stories.filter({ hasText: 'signed' }).first().waitFor({ timeout: 60_000 })
    const seen: string[] = []
    for (let at = 0; at < (await stories.count()); at++) {
      await stories.nth(at).click()
      await page.locator('.line').first().waitFor()
      for (const line of (await page.locator('.line .what').all()).slice(0, 20)) {
        await line.click()
        seen.push(await page.locator('body').innerText())
      }
      if (!(await stories.first().isVisible())) await page.goBack()
    }
    expect(seen.join('\n'), 'a manager whose name is markup is shown by that name').toContain(markup[1])
    expect(await page.evaluate(() => (window as unknown as { pwned?: unknown }).pwned)).toBeUndefined()
    expect(await page.locator('body :is(img, svg, [onerror], [onload])[src="x"], body [onerror], body [onload], #app script').count()).toBe(0)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over, 'the longest names do not push the page apart').toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
  }
}, 400_000)
