import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { launch as launchBrowser } from '../support/browser.ts'
import { launch, type Running } from '../support/cutaway.ts'

/** A server of ours and a browser; pages that complain fail the test that opened them. */
export interface Stage {
  url: string
  server: Running
  /** `complaints` grows with console errors, uncaught errors and refused policies; `prepare` is called before the page is there. */
  open(
    hash: string,
    options?: BrowserContextOptions,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<{ page: Page; complaints: string[] }>
  close(): Promise<void>
}

export async function stage(...args: string[]): Promise<Stage> {
  const server = launch(['start', '--port', '0', ...args], { CUTAWAY_DEV: '' })
  const [, url = ''] = await server.says(/Open (http:\S+)/, 60_000)
  const browser: Browser = await chromium.launch(launchBrowser)
  return {
    url,
    server,
    async open(hash, options = {}, prepare) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options })
      await prepare?.(context)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(`${url}#${hash}`)
      await page.locator('main, .map, .story').first().waitFor()
      return { page, complaints }
    },
    async close() {
      await browser.close()
      server.child.kill('SIGTERM')
      await server.exit()
    },
  }
}

/** Until what was done to the page has been drawn: watchers, then frames. However slow the machine is, it waits for them and for no time. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
}

/** Until nothing moves but what moves for ever. */
export async function still(page: Page): Promise<void> {
  await drawn(page)
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  )
}

/** What the page shows of the world: the clock, every Pod on the map, every line of the rail. */
export async function shown(page: Page): Promise<string[]> {
  return page.locator('[data-uid], .step .said').allInnerTexts()
}
