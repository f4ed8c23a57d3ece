/**
 * npm run campaign -- [NAME ...]: what takes minutes by nature, on the real cluster, which it breaks: a quarter of an hour in all.
 * One line per result and the figures that were measured; the last line is `N passed, N failed`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cluster } from '../support/cluster.ts'
import { image } from '../support/image.ts'
import { tool } from '../support/tool.ts'

/** What runs one after the other; lanes of one stage run side by side. */
const stages: string[][][] = [[['eviction'], ['soak', 'floods'], ['revoked']], [['outage', 'storm']]]
const names = stages.flat(2)

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`npm run campaign: there is no ${unknown.join(', ')}; there are ${names.join(', ')}`)
  process.exit(2)
}

const missing = (await cluster()) ?? (await image())
if (missing) {
  console.error(`${missing.reason}; to run it: ${missing.enable}\n0 passed, 1 failed`)
  process.exit(1)
}

const began = performance.now()
const minutes = () => `${((performance.now() - began) / 60_000).toFixed(1)} min`
const totals = { passed: 0, failed: 0 }
const running = new Set<string>()
const progress = setInterval(() => console.log(`... ${minutes()}: ${[...running].join(', ')}`), 60_000)
for (const lanes of stages) {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const name of lane) if (asked.length === 0 || asked.includes(name)) await perform(name)
    }),
  )
}
clearInterval(progress)
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 ? 1 : 0

/** What it prints comes when it has ended, because others print meanwhile. A run that ends badly without a failed test counts as one failure. */
async function perform(name: string): Promise<void> {
  console.log(`=== ${name} begins after ${minutes()}`)
  running.add(name)
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-campaign-'))
  const report = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`]
    const status = await tool(
      'vitest',
      ['run', '--config', 'test/campaign/vitest.config.ts', `test/campaign/trials/${name}.test.ts`, ...reporters],
      true,
    )
    const told = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number }
    totals.passed += told.numPassedTests
    totals.failed += status === 0 ? told.numFailedTests : Math.max(1, told.numFailedTests)
  } catch (error) {
    console.error(`no report of ${name}: ${String(error)}`)
    totals.failed += 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
    running.delete(name)
  }
}
