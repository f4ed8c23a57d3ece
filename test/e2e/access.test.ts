import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../support/cutaway.ts'
import { freePort } from '../support/free-port.ts'
import { rawPod } from '../support/raw-pod.ts'
import { StandInApiServer } from '../support/stand-in-api-server.ts'
import { findings } from './axe.ts'
import { drawn, type Stage, stage } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-access-'))
const tokenFile = join(folder, 'token')
const kubeconfig = join(folder, 'kubeconfig')
const newToken = () => {
  const token = randomBytes(24).toString('hex')
  writeFileSync(tokenFile, token)
  return token
}
let token = newToken()
const HINT = "kubectl get secret cutaway -o go-template='{{.data.token|base64decode}}'"
const FORWARD = 'kubectl port-forward service/cutaway 8080:80'
const guarded = ['--access', 'token', '--token-file', tokenFile, '--sign-in-hint', HINT, '--forward-hint', FORWARD]

const api = new StandInApiServer()
beforeAll(async () => {
  api.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: 'cluster-uid', resourceVersion: '' } })
  for (let number = 1; number <= 6; number++) api.put('/api/v1/pods', rawPod({ number, node: `worker-${number % 2}` }))
  const server = `http://127.0.0.1:${await api.start()}`
  writeFileSync(
    kubeconfig,
    `apiVersion: v1\nkind: Config\ncurrent-context: toy\nclusters: [{name: a, cluster: {server: "${server}"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: toy, context: {cluster: a, user: a}}]\n`,
  )
})
afterAll(async () => {
  await api.stop()
  rmSync(folder, { recursive: true })
})

const field = (page: Page) => page.getByLabel(/^(Token|Mã token)$/)
const alert = (page: Page) => page.locator('main [role=alert]').innerText()
/** A browser tells of every 401 on its console; that is what is wanted here. */
const unexpected = (complaints: string[]) => complaints.filter((text) => !/status of 4(01|29)/.test(text))
const typed = async (page: Page, text: string) => {
  await field(page).waitFor()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

describe('with a token, on a recording', () => {
  let on: Stage
  beforeAll(async () => {
    on = await stage('--replay', 'server/recordings/workshop.tape', ...guarded)
  }, 120_000)
  afterAll(() => on?.close())

  it('the link lets in; the token leaves the address before anything else, and is kept nowhere', async () => {
    const { page, complaints } = await on.open('/map', {})
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto('about:blank')
    await page.addInitScript(() => {
      const wiped = history.replaceState.bind(history)
      history.replaceState = (...all) => {
        wiped(...all)
        ;(window as unknown as { order: string[] }).order ??= [
          `wiped ${performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/snapshot'))}`,
        ]
      }
    })
    await page.goto(`${on.url}#t=${token}`)
    await page.locator('.map').waitFor()
    expect(await page.evaluate(() => (window as unknown as { order: string[] }).order)).toEqual(['wiped false'])
    const kept = await page.evaluate(() => ({
      href: location.href,
      cookie: document.cookie,
      local: JSON.stringify(localStorage),
      session: JSON.stringify(sessionStorage),
    }))
    expect(kept.href).not.toContain('t=')
    expect([kept.cookie, kept.local]).toEqual(['', '{}'])
    expect(kept.session).toMatch(/s1\.\d+/)
    expect(kept.session).not.toContain(token)
    expect(asked.filter((url) => url.includes(token) && !url.startsWith(`${on.url}#`))).toEqual([])
    expect(
      await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .join(),
      ),
    ).not.toContain(token)
    await page.reload()
    await page.locator('.map').waitFor()
    expect(unexpected(complaints)).toEqual([])
    await page.context().close()
  })

  it('a link pasted into the open tab lets in too', async () => {
    const { page } = await on.open('/story')
    await field(page).waitFor()
    await page.evaluate((text) => (location.hash = `t=${text}`), token)
    await page.locator('.story .line').first().waitFor()
    expect(await page.evaluate(() => location.href)).not.toContain(token)
    await page.context().close()
  })

  it('says that a token is wrong; by the keyboard alone one comes in, and is where the address led', async () => {
    const { page, complaints } = await on.open('/story?ns=shop&theme=dark')
    expect(await page.locator('.map, .stories').count()).toBe(0)
    expect(await page.locator('main').innerText()).toContain(HINT)
    expect(await field(page).getAttribute('type')).toBe('password')
    await typed(page, 'not-the-token-but-as-long-as-one-could-be')
    await expect.poll(() => alert(page)).toMatch(/not the right one/)
    await expect.poll(() => field(page).evaluate((input) => input === document.activeElement), { message: 'what is wrong is typed over' }).toBe(true)
    await typed(page, token)
    await page.locator('.stories').waitFor()
    expect(await page.evaluate(() => location.hash)).toBe('#/story?ns=shop&theme=dark')
    expect(unexpected(complaints)).toEqual([])
    await page.context().close()
  })

  it.each((['light', 'dark'] as const).flatMap((scheme) => (['en', 'vi'] as const).map((lang) => [scheme, lang] as const)))(
    'axe finds nothing serious on the sign-in page, %s, %s',
    async (scheme, lang) => {
      const { page } = await on.open('/map', { colorScheme: scheme, locale: lang === 'vi' ? 'vi-VN' : 'en-US', bypassCSP: true })
      await typed(page, 'wrong-as-can-be-but-long-enough-to-be-a-token')
      await page.locator('main [role=alert]').waitFor()
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang)
      expect(await findings(page)).toEqual([])
      await page.context().close()
    },
  )

  it.each([
    [1366, 768],
    [1920, 1080],
    [390, 844],
  ])('the sign-in page fits %ix%i', async (width, height) => {
    const { page } = await on.open('/map?lang=vi', { viewport: { width, height } })
    await page.locator('.command').waitFor()
    const over = await page.evaluate(() => document.querySelector('main')!.scrollWidth - innerWidth)
    expect(over).toBeLessThanOrEqual(0)
    expect((await page.getByRole('button', { name: 'Đăng nhập' }).boundingBox())!.width).toBeGreaterThan(60)
    await page.context().close()
  })

  it('after ten wrong tokens says how long nobody may try', async () => {
    const { page } = await on.open('/map')
    await field(page).waitFor()
    const button = page.getByRole('button', { name: 'Sign in', exact: true })
    for (let tries = 0; tries < 12 && (await button.isEnabled()); tries++) {
      await field(page).fill(`wrong-${tries}-wrong-wrong-wrong-wrong-wrong`)
      await page.keyboard.press('Enter')
      // It is called otherwise while the server thinks.
      await drawn(page)
      await button.waitFor()
    }
    await expect.poll(() => alert(page)).toMatch(/Too many wrong tokens.* \d+\ss/)
    expect(await button.isDisabled()).toBe(true)
    await page.context().close()
  })
})

describe('with a token, on a cluster', () => {
  let on: Stage
  const args = ['--kubeconfig', kubeconfig, ...guarded, '--session', '20s']
  beforeAll(async () => {
    on = await stage(...args)
  }, 120_000)
  afterAll(() => on?.close())

  it('an expired session leads to the sign-in page with nothing of the cluster left on it, and back', async () => {
    const { page, complaints } = await on.open('/map?table=1')
    await typed(page, token)
    await page.getByText('web-7c5d8bf9f7-bbbb1').first().waitFor()
    await expect.poll(() => page.locator('main [role=alert]').count(), { timeout: 60_000 }).toBe(1)
    expect(await alert(page)).toMatch(/expired/)
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('web-7c5d8bf9f7')
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('s1.')
    await typed(page, token)
    await page.getByText('web-7c5d8bf9f7-bbbb1').first().waitFor()
    expect(await page.evaluate(() => location.hash)).toBe('#/map?table=1')
    expect(unexpected(complaints)).toEqual([])
    await page.context().close()
  })

  it('a token that is replaced ends the sessions that it gave', async () => {
    const { page } = await on.open('/map')
    await typed(page, token)
    await page.locator('.map').waitFor()
    token = newToken()
    await expect.poll(() => page.locator('main [role=alert]').count()).toBe(1)
    expect(await alert(page)).toMatch(/changed or withdrawn/)
    await typed(page, token)
    await page.locator('.map').waitFor()
    await page.context().close()
  })
})

describe('a server that goes and comes', () => {
  it('the page says since when and what to run; goes on by itself, and says that it was restarted', async () => {
    const args = ['--kubeconfig', kubeconfig, ...guarded, '--port', String(await freePort())]
    const on = await stage(...args)
    const { page } = await on.open(`t=${token}`)
    await page.getByText('Live', { exact: true }).first().waitFor()
    on.server.child.kill('SIGKILL')
    await page.getByText(/Stale since \d\d:\d\d:\d\d: no connection/).waitFor()
    await expect.poll(() => page.locator('.notice').innerText()).toContain(FORWARD)
    expect(await page.locator('.notice').innerText()).toMatch(/next try in \d+\ss|trying now/)
    const again = launch(['start', ...args], { CUTAWAY_DEV: '' })
    try {
      // It is said for ten seconds only.
      const said = page.getByText(/The server was restarted; watching since \d\d:\d\d:\d\d/).waitFor({ timeout: 90_000 })
      await Promise.all([said, again.says(/Open http/, 60_000)])
      await page.getByText('Live', { exact: true }).first().waitFor()
      expect(await page.locator('.map').count(), 'nobody had to sign in again').toBe(1)
    } finally {
      again.child.kill('SIGKILL')
      await again.exit()
      await on.close()
    }
  }, 120_000)
})

describe('without any guard', () => {
  it('a live cluster has a warning, which goes for this tab when it was read; nodes that only Pods name are drawn as names', async () => {
    const on = await stage('--kubeconfig', kubeconfig)
    const { page, complaints } = await on.open('/map')
    const warning = page.getByText('Nobody has to sign in.')
    await warning.waitFor()
    await expect.poll(() => page.locator('.node h3').allInnerTexts()).toEqual(['worker-0', 'worker-1'])
    await expect.poll(() => page.locator('.node .not-seen').count()).toBe(2)
    await page.getByRole('button', { name: 'Dismiss for this tab' }).press('Enter')
    await expect.poll(() => warning.count()).toBe(0)
    await page.reload()
    await page.locator('.node').first().waitFor()
    expect(await warning.count()).toBe(0)
    expect(complaints).toEqual([])
    await on.close()
  })

  it('a recording has none', async () => {
    const on = await stage('--replay', 'server/recordings/workshop.tape')
    const { page } = await on.open('/map')
    await page.locator('.node').first().waitFor()
    expect(await page.getByText('Nobody has to sign in.').count()).toBe(0)
    await on.close()
  })
})
