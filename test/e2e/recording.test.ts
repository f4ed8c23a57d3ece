import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawn, type Stage, stage } from './stage.ts'

let on: Stage

beforeAll(async () => {
  on = await stage('--replay', 'server/recordings/workshop.tape')
}, 120_000)
afterAll(() => on?.close())

/** Keys that are pressed before there is a recording move nothing. */
async function open(...asked: Parameters<Stage['open']>): ReturnType<Stage['open']> {
  const opened = await on.open(...asked)
  await opened.page.locator('aside.replay').waitFor()
  return opened
}

const rail = (page: Page) => page.locator('.log .step .said').allInnerTexts()
/** The same once it has been drawn; in one go, for there are hundreds of them. */
const nextRail = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    return [...document.querySelectorAll<HTMLElement>('.log .step .said')].map((said) => said.innerText)
  })
const clock = (page: Page) => page.locator('time.clock').innerText()
async function press(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key)
  await drawn(page)
}

describe('a recording in a real browser', () => {
  it('says that it is one, and plays', async () => {
    const { page, complaints } = await open('/map')
    expect(await page.locator('aside.replay').innerText()).toMatch(/v1\.\d+/)
    await expect.poll(() => rail(page).then((lines) => lines.length)).toBeGreaterThan(3)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is paused, stepped and resumed from the keyboard, and pausing loses nothing', async () => {
    const { page, complaints } = await open('/map')
    await expect.poll(() => rail(page).then((lines) => lines.length)).toBeGreaterThan(0)
    await press(page, ' ')
    const paused = await rail(page)
    await page.waitForTimeout(1500)
    expect(await rail(page), 'nothing moves while it is paused').toEqual(paused)
    await press(page, '.', '.', '.')
    const stepped = await rail(page)
    expect(stepped).not.toEqual(paused)
    await press(page, ',', ',', ',')
    expect(await rail(page), 'three back undo three forward').toEqual(paused)
    await press(page, '.', '.', '.')
    expect(await rail(page), 'and the same three come again').toEqual(stepped)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('shows the same after a seek as after playing there', async () => {
    const { page } = await open('/map')
    await expect.poll(() => rail(page).then((lines) => lines.length)).toBeGreaterThan(0)
    await press(page, ' ', '3', ',')
    const sought = { rail: await rail(page), clock: await clock(page) }
    await press(page, '9', '3', ',')
    expect({ rail: await rail(page), clock: await clock(page) }, 'from behind').toEqual(sought)
    await press(page, '0')
    let played: string[] = []
    for (let steps = 0; steps < 600 && JSON.stringify(played) !== JSON.stringify(sought.rail); steps++) {
      await page.keyboard.press('.')
      played = await nextRail(page)
    }
    expect(played, 'step by step').toEqual(sought.rail)
    await page.context().close()
  }, 300_000)

  it('is driven by the keyboard alone, from the map to the evidence of a step', async () => {
    const { page, complaints } = await open('/map')
    await press(page, ' ', '5', 'g', 's')
    await page.locator('.line').first().waitFor()
    await press(page, 'j', 'j')
    const chosen = page.locator('.line.chosen')
    expect(await chosen.count()).toBe(1)
    await expect.poll(() => page.locator('aside.evidence').innerText()).toMatch(/kubectl/)
    await press(page, 'e')
    await expect.poll(() => page.locator('aside.evidence .body').count()).toBe(0)
    await press(page, '?')
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(1)
    await press(page, 'Escape', 'g', 'm', 't')
    await expect.poll(() => page.locator('table').count()).toBeGreaterThan(0)
    for (let at = 0; at < 12; at++) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => {
        const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement!)
        return outlineStyle !== 'none' || boxShadow !== 'none'
      })
      expect(outline, 'focus is visible').toBe(true)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('changes its language while it runs', async () => {
    const { page, complaints } = await open('/map')
    await press(page, ' ', '3')
    await expect.poll(() => rail(page)).not.toEqual([])
    const english = await rail(page)
    await page.getByRole('button', { name: 'VI', exact: true }).click()
    await expect.poll(() => rail(page)).not.toEqual(english)
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('vi')
    expect((await rail(page)).join(' ')).toMatch(/[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]/)
    await page.getByRole('button', { name: 'EN', exact: true }).click()
    await expect.poll(() => rail(page)).toEqual(english)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('speaks the language that the link of start --lang asks for', async () => {
    const { page } = await open('/map')
    await page.goto(`${on.url}?lang=vi#/map`)
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('vi')
    await page.context().close()
  })

  it('moves nothing for those who ask for reduced motion', async () => {
    const { page } = await open('/map', { reducedMotion: 'reduce' })
    await press(page, ' ', '3', '.', '.')
    const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
    expect(moving).toBe(0)
    await page.context().close()
  })

  it.each([
    [1366, 768],
    [1920, 1080],
    [390, 844],
  ])('fits %ix%i', async (width, height) => {
    for (const hash of ['/map', '/story']) {
      const { page, complaints } = await open(hash, { viewport: { width, height } })
      await press(page, ' ', '5')
      const over = await page.evaluate(() => ({
        x: document.documentElement.scrollWidth - innerWidth,
        y: document.documentElement.scrollHeight - innerHeight,
      }))
      expect(over.x, `${hash} is no wider than the screen`).toBeLessThanOrEqual(0)
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })

  it('on a phone leads by touch from the stories to one, to the evidence of a step that stays in sight, and back', async () => {
    const { page, complaints } = await open('/story', { viewport: { width: 390, height: 844 }, hasTouch: true })
    await press(page, ' ', '5')
    await page.getByText('Scale Deployment web to 5').tap()
    const row = page.locator('.line', { hasText: 'Scheduler bound Pod' }).last()
    await row.locator('.what').tap()
    const evidence = page.locator('aside.evidence')
    await evidence.getByText(/Scheduler bound Pod/).waitFor()
    const isInSight = async () => bottom(await row.boundingBox()) <= (await evidence.boundingBox())!.y + 1
    await expect.poll(isInSight).toBe(true)
    // As from the map, or by a link.
    await page.getByRole('link', { name: 'Map' }).first().tap()
    await page.goBack()
    await evidence.getByText(/Scheduler bound Pod/).waitFor()
    await expect.poll(isInSight).toBe(true)
    await evidence.getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('link', { name: 'All stories' }).tap()
    await page.getByText('Create Deployment web').waitFor()
    expect(await row.count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

const bottom = (box: { y: number; height: number } | null) => box!.y + box!.height
