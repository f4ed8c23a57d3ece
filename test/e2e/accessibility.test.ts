import { afterAll, beforeAll, expect, it } from 'vitest'
import { findings } from './axe.ts'
import { type Stage, stage, still } from './stage.ts'

let on: Stage

beforeAll(async () => {
  on = await stage('--replay', 'server/recordings/workshop.tape')
}, 120_000)
afterAll(() => on?.close())

const combinations = ['/map', '/map?table=1', '/story'].flatMap((route) =>
  (['light', 'dark'] as const).flatMap((scheme) => (['en', 'vi'] as const).map((lang) => [route, scheme, lang] as const)),
)

it.each(combinations)('axe finds nothing serious on %s, %s, %s', async (route, scheme, lang) => {
  const { page } = await on.open(route, { colorScheme: scheme, locale: lang === 'vi' ? 'vi-VN' : 'en-US', bypassCSP: true })
  await page.locator('aside.replay').waitFor()
  await page.keyboard.press(' ')
  await page.keyboard.press('5')
  await still(page)
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang)
  expect(await findings(page)).toEqual([])
  await page.context().close()
})
