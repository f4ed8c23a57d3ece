import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entry, Recording } from '../../server/wire/events.ts'
import { rawPod } from '../support/raw-pod.ts'
import { StandInApiServer } from '../support/stand-in-api-server.ts'
import { findings } from './axe.ts'
import { drawn, type Stage, stage, still } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-viewer-'))
const kubeconfig = join(folder, 'kubeconfig')
const api = new StandInApiServer()
/** Namespaces whose Pods a token's owner may list. */
const rights: Record<string, string[]> = { jane: ['shop'], nobody: [] }
let door: Server
let on: Stage

/** The API server's answers to reviews, which the stand-in does not give; everything else is passed on to it. */
function openDoor(behind: number): Promise<number> {
  door = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      if (incoming.method === 'POST') {
        const { kind, spec } = JSON.parse(Buffer.concat(chunks).toString()) as { kind: string; spec: ReviewSpec }
        outgoing.writeHead(201, { 'content-type': 'application/json' })
        return void outgoing.end(JSON.stringify({ kind, spec, status: kind === 'TokenReview' ? person(spec) : right(spec) }))
      }
      const onward = request({ port: behind, host: '127.0.0.1', path: incoming.url, headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers)
        outgoing.flushHeaders()
        answer.on('error', () => outgoing.destroy())
        answer.pipe(outgoing)
      })
      onward.on('error', () => outgoing.destroy())
      outgoing.on('close', () => onward.destroy())
      onward.end()
    })
  })
  return new Promise((resolve) => door.listen(0, '127.0.0.1', () => resolve((door.address() as AddressInfo).port)))
}

interface ReviewSpec {
  token?: string
  audiences?: string[]
  user?: string
  resourceAttributes?: { namespace?: string; resource: string }
}
const person = ({ token = '', audiences }: ReviewSpec) =>
  token in rights ? { authenticated: true, user: { username: token, groups: [] }, audiences } : { authenticated: false }
const right = ({ user = '', resourceAttributes }: ReviewSpec) => ({
  allowed: resourceAttributes?.resource === 'pods' && (rights[user] ?? []).includes(resourceAttributes.namespace ?? ''),
})

beforeAll(async () => {
  for (const name of ['kube-system', 'shop', 'vault']) api.put('/api/v1/namespaces', { metadata: { name, uid: name, resourceVersion: '' } })
  for (let number = 1; number <= 4; number++) api.put('/api/v1/pods', rawPod({ number, node: `worker-${number % 2}` }))
  api.put('/api/v1/pods', rawPod({ number: 9, namespace: 'vault', name: 'hidden-pod', node: 'worker-7' }))
  const server = `http://127.0.0.1:${await openDoor(await api.start())}`
  writeFileSync(
    kubeconfig,
    `apiVersion: v1\nkind: Config\ncurrent-context: toy\nclusters: [{name: a, cluster: {server: "${server}"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: toy, context: {cluster: a, user: a}}]\n`,
  )
  on = await stage('--kubeconfig', kubeconfig, '--access', 'kubernetes', '--audience', 'dashboard')
}, 120_000)
afterAll(async () => {
  await on?.close()
  door.closeAllConnections()
  door.close()
  await api.stop()
  rmSync(folder, { recursive: true })
})

async function enter(page: Page, token: string) {
  await page.getByLabel(/^(Token|Mã token)$/).waitFor()
  await page.keyboard.insertText(token)
  await page.keyboard.press('Enter')
}

it('the sign-in page tells how to make a token for the audience, and whose token is not taken', async () => {
  const { page } = await on.open('/map')
  expect(await page.locator('.command').innerText()).toContain('--audience=dashboard')
  await enter(page, 'a-stranger')
  await expect.poll(() => page.locator('main [role=alert]').innerText()).toContain('audience dashboard')
  await page.context().close()
})

it.each([
  ['light', 'en', 1366],
  ['dark', 'vi', 390],
] as const)('a viewer of one namespace sees that it is one, and nothing of another: %s, %s, %i', async (colorScheme, lang, width) => {
  const { page, complaints } = await on.open('/map', {
    colorScheme,
    locale: lang === 'vi' ? 'vi-VN' : 'en-US',
    viewport: { width, height: 800 },
    bypassCSP: true,
  })
  await enter(page, 'jane')
  await page.locator('.sight').waitFor()
  expect(await page.locator('.sight summary').innerText()).toMatch(/: shop$/)
  await expect.poll(() => page.locator('.node h3').allInnerTexts()).toEqual(['worker-0', 'worker-1'])
  expect((await page.locator('.node .not-seen').allInnerTexts()).every((text) => /you may not read|bạn không có quyền/.test(text))).toBe(true)
  expect(await page.locator('.node dl').count(), 'no requested share is made up').toBe(0)
  await page.locator('.sight summary').press('Enter')
  await expect.poll(() => page.locator('.sight').innerText()).toContain('jane')
  await still(page)
  expect(await findings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/hidden-pod|vault|worker-7/)
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
  await page.context().close()
})

it('a viewer of nothing is told so, and may sign in as somebody else', async () => {
  const { page } = await on.open('/map')
  await enter(page, 'nobody')
  await page.getByRole('heading', { name: 'There is nothing that you may see' }).waitFor()
  expect(await page.locator('.node, .pod').count()).toBe(0)
  await page.locator('main').getByRole('button', { name: 'Sign in as somebody else' }).press('Enter')
  await enter(page, 'jane')
  await page.locator('.node').first().waitFor()
  await page.context().close()
})

it('a cause that may not be seen is a stub above what it caused, and in the evidence', async () => {
  const played = await stage('--replay', 'server/recordings/workshop.tape')
  const { page } = await played.open('')
  // as a lens would tell it: the first step of every story is gone, its effects name it 'elsewhere'
  await page.route('**/recording', async (route) => {
    const recording = (await (await route.fetch()).json()) as Recording
    const roots = new Set(recording.entries.flatMap((entry) => ('story' in entry ? [entry.story.id] : [])))
    const entries = recording.entries.flatMap((entry): Entry[] => {
      const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
      if (!step) return 'story' in entry ? [{ ...entry, story: { ...entry.story, component: 'elsewhere' } }] : [entry]
      if (roots.has(step.id)) return []
      const seen = { ...step, causes: step.causes.map((cause) => (roots.has(cause.id) ? { ...cause, id: 'elsewhere' } : cause)) }
      return ['step' in entry ? { ...entry, step: seen } : { ...entry, amend: seen }]
    })
    await route.fulfill({ json: { ...recording, entries } })
  })
  await page.goto('about:blank')
  await page.goto(`${played.url}#/story`)
  await page.locator('nav.list').waitFor()
  await page.keyboard.press(' ')
  await page.keyboard.press('9')
  await drawn(page)
  const stub = page.getByText('caused by something in a namespace you may not see')
  await stub.first().waitFor()
  expect(await page.locator('.stub').count(), 'once, however much it caused').toBe(1)
  await page.locator('.line .what').first().press('Enter')
  await expect.poll(() => page.locator('aside.evidence dl').innerText()).toContain('caused by something in a namespace you may not see')
  expect(await page.locator('nav.list').innerText()).toContain('somebody elsewhere')
  await played.close()
})
