import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Stage, stage } from './stage.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let on: Stage

beforeAll(async () => {
  on = await stage('--replay', 'server/recordings/workshop.tape')
}, 120_000)
afterAll(() => on?.close())

interface Finding {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

const combinations = ['/map', '/map?table=1', '/story'].flatMap((route) =>
  (['light', 'dark'] as const).flatMap((scheme) => (['en', 'vi'] as const).map((lang) => [route, scheme, lang] as const)),
)

it.each(combinations)('axe finds nothing serious on %s, %s, %s', async (route, scheme, lang) => {
  // axe is evaluated in the page: its own policy would refuse it
  const { page } = await on.open(route, { colorScheme: scheme, locale: lang === 'vi' ? 'vi-VN' : 'en-US', bypassCSP: true })
  await page.keyboard.press(' ')
  await page.keyboard.press('5')
  await page.waitForTimeout(400)
  await page.evaluate(axe)
  const findings = await page.evaluate(
    async () => (await (window as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }).axe.run()).violations,
  )
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang)
  expect(
    findings
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`),
  ).toEqual([])
  await page.context().close()
})
