// npm test: every group, in order, each with its own parts. The last line is `N passed, N failed`.
// With CI=true a group that is skipped for a missing part is a failure; elsewhere it is a loud skip that says what would enable it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.ts'
import { chartTools } from './helm/tools.ts'
import { browser } from './support/browser.ts'
import { cluster, isCached } from './support/cluster.ts'
import { image } from './support/image.ts'
import { tool } from './support/tool.ts'

/** A missing part: why a group cannot run here, and the command that would change that. */
export interface Missing {
  reason: string
  enable: string
}

interface Count {
  passed: number
  failed: number
}

interface Group {
  name: string
  about: string
  /** Runs at the same time as its neighbours that do: they mostly wait, and disturb nobody. */
  beside?: true
  /** Makes what the group needs; answers what is missing, or undefined. */
  needs?: (() => Promise<Missing | undefined>)[]
  /** `held`: prints when it has ended. */
  run: (held: boolean) => Promise<Count>
}

const groups: Group[] = [
  { name: 'check', about: 'types, lint, format', run: async () => count(4, (await check()).length) },
  project('server', 'server, recordings and architecture'),
  project('web', 'components and state'),
  project('browser', 'a real browser on recordings', { needs: [browser] }),
  project('live', 'a real cluster, side by side: situations, referee, rights, secrets', { needs: [cluster, image], beside: true }),
  project('helm', 'the chart: rendered by both helms, checked, installed on a real cluster', {
    needs: [cluster, image, browser, () => chartTools()],
    beside: true,
  }),
  project('attacks', 'the running image, attacked', { needs: [cluster, image, browser] }),
  project('alone', 'a real cluster, one test at a time: state, nodes and API servers that fail', { needs: [cluster, image] }),
  project('browser-live', 'a real browser on a real cluster', { needs: [browser, cluster] }),
  project('down', 'the cluster leaves nothing behind', { needs: [cluster] }),
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !groups.some((group) => group.name === name))
if (unknown.length > 0) {
  console.error(`npm test: there is no group ${unknown.join(', ')}; groups are ${groups.map((group) => group.name).join(', ')}`)
  process.exit(2)
}

const chosen = groups.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
// With its parts cached a cluster mostly waits while it starts: the first groups run meanwhile. Building the parts takes all cores: then it has its turn.
if (isCached() && chosen.some(({ needs }) => needs?.includes(cluster))) void cluster()

const totals = { passed: 0, failed: 0 }
for (const batch of batches(chosen)) {
  const counts = await Promise.all(batch.map((group, at) => runGroup(group, at > 0)))
  for (const { passed, failed } of counts) {
    totals.passed += passed
    totals.failed += failed
  }
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0

async function runGroup(group: Group, held: boolean): Promise<Count> {
  const started = performance.now()
  console.log(`\n=== ${group.name}: ${group.about}`)
  const missing = await firstMissing(group)
  if (missing) {
    console.log(`!!! SKIPPED ${group.name}: ${missing.reason}\n!!! to run it: ${missing.enable}`)
    return { passed: 0, failed: process.env['CI'] === 'true' ? 1 : 0 }
  }
  const { passed, failed } = await group.run(held)
  console.log(`=== ${group.name}: ${passed} passed, ${failed} failed in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return { passed, failed }
}

/** Neighbours that run at the same time are one batch. */
function batches(all: Group[]): Group[][] {
  const made: Group[][] = []
  for (const group of all) {
    const before = made.at(-1)
    if (group.beside && before?.at(-1)?.beside) before.push(group)
    else made.push([group])
  }
  return made
}

function project(name: string, about: string, more: Pick<Group, 'needs' | 'beside'> = {}): Group {
  return { name, about, ...more, run: (held) => vitest(name, held) }
}

async function firstMissing(group: Group): Promise<Missing | undefined> {
  for (const need of group.needs ?? []) {
    const missing = await need()
    if (missing) return missing
  }
  return undefined
}

function count(all: number, failed: number): Count {
  return { passed: all - failed, failed }
}

/** Runs one vitest project. A run that ends badly without a failed test (a crash, no tests found) counts as one failure. */
async function vitest(project: string, held: boolean): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-test-'))
  const report = join(folder, 'report.json')
  try {
    const status = await tool('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], held)
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
    }
    return { passed, failed: status === 0 ? failed : Math.max(1, failed) }
  } catch (error) {
    console.error(`no report of ${project}: ${String(error)}`)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
