// npm test: every group, in order, each with its own parts. The last line is `N passed, N failed`.
// With CI=true a group that is skipped for a missing part is a failure; elsewhere it is a loud skip that says what would enable it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
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
  /** What failed, a line each. */
  failures: string[]
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
  [[{ name: 'check', about: 'types, lint, format', needs: [], run: checked }]],
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

const totals: Count = { passed: 0, failed: 0, failures: [] }
for (const stage of stages) {
  const lanes = stage.map((lane) => lane.filter(isChosen)).filter((lane) => lane.length > 0)
  // Made before the others begin, as building it would starve them.
  if (lanes[0]?.[0]) await firstMissing(lanes[0][0])
  await Promise.all(lanes.map((lane, at) => runLane(lane, at > 0)))
}
// Again at the end: what a group printed of it is thousands of lines up.
for (const failure of totals.failures) console.log(`\nFAILED ${failure}`)
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0

async function runLane(lane: Group[], aside: boolean): Promise<void> {
  for (const group of lane) {
    const { passed, failed, failures } = await runGroup(group, aside)
    totals.passed += passed
    totals.failed += failed
    totals.failures.push(...failures.map((failure) => `${group.name}: ${failure}`))
  }
}

async function runGroup(group: Group, aside: boolean): Promise<Count> {
  const started = performance.now()
  console.log(`\n=== ${group.name}: ${group.about}`)
  const missing = await firstMissing(group)
  if (missing) {
    console.log(`!!! SKIPPED ${group.name}: ${missing.reason}\n!!! to run it: ${missing.enable}`)
    return process.env['CI'] === 'true' ? { passed: 0, failed: 1, failures: [`skipped: ${missing.reason}`] } : { passed: 0, failed: 0, failures: [] }
  }
  const counted = await group.run(aside)
  console.log(`=== ${group.name}: ${counted.passed} passed, ${counted.failed} failed in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return counted
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

async function checked(): Promise<Count> {
  const failures = await check()
  return { passed: 4 - failures.length, failed: failures.length, failures }
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[]
  }[]
}

/** Runs one vitest project. A run that ends badly without a failed test (a crash, no tests found) counts as one failure. */
async function vitest(project: string, aside: boolean): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-test-'))
  const file = join(folder, 'report.json')
  try {
    const status = await tool('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], aside)
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const failures = report.testResults.flatMap(failuresOf)
    if (status !== 0 && failures.length === 0) failures.push(`vitest ended with ${status}`)
    return { passed: report.numPassedTests, failed: failures.length, failures }
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`no report: ${String(error)}`] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The file, the test and the first lines of its error; a file that failed as a whole has no test that did. */
function failuresOf({ name, status, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = relative(process.cwd(), name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${brief(message)}`] : []
  return failed.map(({ fullName, failureMessages = [] }) => `${file} > ${fullName}: ${brief(failureMessages[0] ?? '')}`)
}

function brief(message: string): string {
  return message.split('\n').slice(0, 8).join('\n  ').slice(0, 1000)
}
