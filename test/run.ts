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
  /** Makes what the group needs; answers what is missing, or undefined. */
  needs: (() => Promise<Missing | undefined>)[]
  /** `aside`: yields to others, and prints when it has ended. */
  run: (aside: boolean) => Promise<Count>
}

const chart = () => chartTools()

/** One stage after the other. The lanes of a stage run at the same time: the first one mostly waits for a cluster, the others use the processor meanwhile. */
const stages: Group[][][] = [
  [[{ name: 'check', about: 'types, lint, format', needs: [], run: async () => count(4, (await check()).length) }]],
  [
    [project('alone', 'a real cluster, one test at a time: state, nodes and API servers that fail', cluster, image)],
    [
      project('server', 'server, recordings and architecture'),
      project('web', 'components and state'),
      project('browser', 'a real browser on recordings', browser),
    ],
  ],
  [
    [project('live', 'a real cluster, side by side: situations, referee, rights, secrets', cluster, image)],
    [
      project('helm', 'the chart: rendered by both helms, checked, installed on a real cluster', cluster, image, browser, chart),
      project('attacks', 'the running image, attacked', cluster, image, browser),
    ],
  ],
  [[project('browser-live', 'a real browser on a real cluster', browser, cluster)]],
  [[project('down', 'the cluster leaves nothing behind', cluster)]],
]
const groups = stages.flat(2)

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !groups.some((group) => group.name === name))
if (unknown.length > 0) {
  console.error(`npm test: there is no group ${unknown.join(', ')}; groups are ${groups.map((group) => group.name).join(', ')}`)
  process.exit(2)
}

const isChosen = ({ name }: Group) => wanted.length === 0 || wanted.includes(name)
// With its parts cached a cluster mostly waits while it starts: the first group runs meanwhile. Building the parts takes all cores: then it has its turn.
if (isCached() && groups.some((group) => isChosen(group) && group.needs.includes(cluster))) void cluster()

const totals = { passed: 0, failed: 0 }
for (const stage of stages) {
  const lanes = stage.map((lane) => lane.filter(isChosen)).filter((lane) => lane.length > 0)
  // Made before the others begin, as building it would starve them.
  if (lanes[0]?.[0]) await firstMissing(lanes[0][0])
  await Promise.all(lanes.map((lane, at) => runLane(lane, at > 0)))
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0

async function runLane(lane: Group[], aside: boolean): Promise<void> {
  for (const group of lane) {
    const { passed, failed } = await runGroup(group, aside)
    totals.passed += passed
    totals.failed += failed
  }
}

async function runGroup(group: Group, aside: boolean): Promise<Count> {
  const started = performance.now()
  console.log(`\n=== ${group.name}: ${group.about}`)
  const missing = await firstMissing(group)
  if (missing) {
    console.log(`!!! SKIPPED ${group.name}: ${missing.reason}\n!!! to run it: ${missing.enable}`)
    return { passed: 0, failed: process.env['CI'] === 'true' ? 1 : 0 }
  }
  const { passed, failed } = await group.run(aside)
  console.log(`=== ${group.name}: ${passed} passed, ${failed} failed in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return { passed, failed }
}

function project(name: string, about: string, ...needs: Group['needs']): Group {
  return { name, about, needs, run: (aside) => vitest(name, aside) }
}

async function firstMissing(group: Group): Promise<Missing | undefined> {
  for (const need of group.needs) {
    const missing = await need()
    if (missing) return missing
  }
  return undefined
}

function count(all: number, failed: number): Count {
  return { passed: all - failed, failed }
}

/** Runs one vitest project. A run that ends badly without a failed test (a crash, no tests found) counts as one failure. */
async function vitest(project: string, aside: boolean): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-test-'))
  const report = join(folder, 'report.json')
  try {
    const status = await tool('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], aside)
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
