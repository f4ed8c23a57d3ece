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
  it('moves the map within a second, and tells the story in order and with causes', async () => {
    const { page, complaints } = await on.open(`/map?ns=${namespace}`)
    await page.getByText('Live', { exact: true }).first().waitFor()
    // The pace Explain holds every step on stage on purpose; this asks how soon it is there.
    await page.getByRole('button', { name: 'Real', exact: true }).click()
    await kubectl(['apply', '-f', '-'], { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [deployment, service] }) })
    // kubectl has ended: the Deployment is on the page, and Pods are, within a second
    await page.locator('.log .step', { hasText: 'Deployment road' }).first().waitFor({ timeout: 1000 })
    await page.locator('.pod', { hasText: 'road' }).first().waitFor({ timeout: 2000 })

    await kubectl(['-n', namespace, 'rollout', 'status', 'deployment/road', '--timeout=90s'])
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.locator('nav.list a', { hasText: 'road' }).first().click()
    await expect.poll(() => lines(page).then((all) => all.some((line) => /complete|3 of 3/.test(line))), { timeout: 20_000 }).toBe(true)
    const folds = page.locator('.fold[aria-expanded=false]')
    for (let most = 40; most > 0 && (await folds.count()) > 0; most--) await folds.first().click()

    const told = await lines(page)
    const placeOf = (pattern: RegExp) => told.findIndex((line) => pattern.test(line))
    const road = [
      /Deployment road/,
      /ReplicaSet road-\w+/,
      /Pod road-\w+-\w+/,
      /[Ss]cheduler .*cutaway-worker/,
      /kubelet .*took over/,
      /Container web .*running/,
      /Pod road-\w+-\w+ is ready/,
    ]
    const places = road.map(placeOf)
    expect(places, told.join('\n')).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    for (const also of [/sandbox/, /CNI .*must have/, /EndpointSlice controller/, /kube-proxy must/, /mounted .* volume/])
      expect(placeOf(also), `${also} in\n${told.join('\n')}`).toBeGreaterThan(0)

    // right nodes: what the page says is what the API server says
    const pods = JSON.parse((await kubectl(['-n', namespace, 'get', 'pods', '-o', 'json'])).stdout) as {
      items: { metadata: { name: string }; spec: { nodeName: string } }[]
    }
    expect(pods.items).toHaveLength(3)
    for (const { metadata, spec } of pods.items)
      expect(
        told.some((line) => /[Ss]cheduler/.test(line) && line.includes(metadata.name) && line.endsWith(spec.nodeName)),
        `${metadata.name} on ${spec.nodeName} in\n${told.join('\n')}`,
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
      const text = await page.locator('aside.evidence .body').innerText()
      expect(text.length, `evidence of line ${at}`).toBeGreaterThan(80)
      for (const command of await page.locator('aside.evidence .command pre').allInnerTexts()) commands.add(command.replace(/^\$ /, ''))
    }
    expect(commands.size).toBeGreaterThan(3)
    // kubectl itself judges them, with this cluster's kubeconfig and nothing else
    for (const command of commands) {
      const tool = `${cluster.kubectl} --kubeconfig ${cluster.kubeconfig}`
      const { stdout } = await run('sh', ['-c', command.replaceAll('\\\n', ' ').replace(/^kubectl/, tool)], { timeout: 20_000 })
      expect(stdout.trim(), command).not.toBe('')
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
