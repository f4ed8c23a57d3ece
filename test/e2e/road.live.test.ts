import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCluster } from '../cluster/cluster.ts'
import { kubectl } from '../cluster/kubectl.ts'
import { type Stage, stage } from './stage.ts'

const run = promisify(execFile)
const cluster = openCluster()
const namespace = `road-${process.pid}`
let on: Stage

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'road', namespace },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'road' } },
    template: {
      metadata: { labels: { app: 'road' } },
      spec: { containers: [{ name: 'web', image: 'cutaway.test/web:v1', ports: [{ containerPort: 8080 }] }], terminationGracePeriodSeconds: 1 },
    },
  },
}
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'road', namespace },
  spec: { selector: { app: 'road' }, ports: [{ port: 80, targetPort: 8080 }] },
}

beforeAll(async () => {
  await kubectl(['create', 'namespace', namespace])
  on = await stage('--kubeconfig', cluster.kubeconfig)
}, 120_000)
afterAll(async () => {
  await on?.close()
  await kubectl(['delete', 'namespace', namespace, '--wait=false'])
})

const lines = (page: Page) => page.locator('.line .text').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''))

describe('from kubectl apply to the screen', () => {
  it('moves the map at once, and tells the story in order and with causes', async () => {
    const { page, complaints } = await on.open(`/map?ns=${namespace}`)
    await page.getByText('Live', { exact: true }).first().waitFor()
    // The pace Explain holds every step on stage on purpose; this asks how soon it is there.
    await page.getByRole('button', { name: 'Real', exact: true }).click()
    await kubectl(['apply', '-f', '-'], { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [deployment, service] }) })
    // kubectl has ended: the Deployment is on the page, and Pods are, within a second where nothing else runs.
    const ended = performance.now()
    const after = () => `${((performance.now() - ended) / 1000).toFixed(1)} s`
    await page.locator('.log .step', { hasText: 'Deployment road' }).first().waitFor({ timeout: 10_000 })
    const told = after()
    await page.locator('.pod', { hasText: 'road' }).first().waitFor({ timeout: 20_000 })
    console.log(`from the end of kubectl apply to the Deployment on the page: ${told}, to a Pod on the map: ${after()}`)

    await kubectl(['-n', namespace, 'rollout', 'status', 'deployment/road', '--timeout=170s'], { timeoutMs: 180_000 })
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.locator('nav.list a', { hasText: 'road' }).first().click()
    const folds = page.locator('.fold[aria-expanded=false]')
    let story: string[] = []
    const read = async () => {
      for (let most = 40; most > 0 && (await folds.count()) > 0; most--) await folds.first().click()
      story = await lines(page)
    }
    const placeOf = (pattern: RegExp) => story.findIndex((line) => pattern.test(line))
    const road = [
      /Deployment road/,
      /ReplicaSet road-\w+/,
      /Pod road-\w+-\w+/,
      /[Ss]cheduler .*cutaway-worker/,
      /kubelet .*took over/,
      /Container web .*running/,
      /Pod road-\w+-\w+ is ready/,
    ]
    const also = [/complete|3 of 3/, /sandbox/, /CNI .*must have/, /EndpointSlice controller/, /kube-proxy must/, /mounted .* volume/]
    // Who is done first is nobody's promise.
    await expect.poll(() => read().then(() => [...road, ...also].filter((pattern) => placeOf(pattern) < 0).map(String))).toEqual([])
    const places = road.map(placeOf)
    expect(places, story.join('\n')).toEqual(places.toSorted((a, b) => a - b))
    for (const pattern of also) expect(placeOf(pattern), `${pattern} in\n${story.join('\n')}`).toBeGreaterThan(0)

    // right nodes: what the page says is what the API server says
    const pods = JSON.parse((await kubectl(['-n', namespace, 'get', 'pods', '-o', 'json'])).stdout) as {
      items: { metadata: { name: string }; spec: { nodeName: string } }[]
    }
    expect(pods.items).toHaveLength(3)
    for (const { metadata, spec } of pods.items)
      expect(
        story.some((line) => /[Ss]cheduler/.test(line) && line.includes(metadata.name) && line.endsWith(spec.nodeName)),
        `${metadata.name} on ${spec.nodeName} in\n${story.join('\n')}`,
      ).toBe(true)

    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('opens the evidence of each step, with a kubectl line that works', async () => {
    const { page, complaints } = await on.open(`/story?ns=${namespace}`)
    await page.locator('nav.list a', { hasText: 'road' }).first().click()
    await page.locator('.line').first().waitFor()
    const rows = page.locator('.line .what')
    const commands = new Set<string>()
    for (let at = 0; at < (await rows.count()); at++) {
      await rows.nth(at).click()
      await expect
        .poll(async () => (await page.locator('aside.evidence .body').innerText()).length, { message: `evidence of line ${at}` })
        .toBeGreaterThan(80)
      for (const command of await page.locator('aside.evidence .command pre').allInnerTexts()) commands.add(command.replace(/^\$ /, ''))
    }
    expect(commands.size).toBeGreaterThan(3)
    // kubectl itself judges them, with this cluster's kubeconfig and nothing else
    for (const command of commands) {
      const tool = `${cluster.kubectl} --kubeconfig ${cluster.kubeconfig}`
      const { stdout } = await run('sh', ['-c', command.replaceAll('\\\n', ' ').replace(/^kubectl/, tool)], { timeout: 60_000 })
      expect(stdout.trim(), command).not.toBe('')
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
