import { existsSync } from 'node:fs'
import { hasCommand } from '../cluster/has-command.ts'
import { buildGoPart, programPath } from '../cluster/go/build.ts'
import { chartParts } from '../cluster/go/parts.ts'
import { withLock } from '../cluster/lock.ts'
import { type Progress, toTerminal } from '../cluster/progress.ts'
import { run, type RunResult } from '../cluster/run.ts'
import type { Missing } from '../run.ts'
import { chart } from './chart.ts'

const { helm, olderHelm, kubeScore } = chartParts()
export const helms = { 'helm 4': programPath(helm, 'helm'), 'helm 3': programPath(olderHelm, 'helm') }
export const kubeScorePath = programPath(kubeScore, 'kube-score')

/** Builds both helms and kube-score, once a machine; answers what is missing for that. */
export async function chartTools(progress: Progress = toTerminal()): Promise<Missing | undefined> {
  if ([...Object.values(helms), kubeScorePath].every((path) => existsSync(path))) return undefined
  if (!hasCommand('go')) return { reason: 'no helm was built here and there is no go', enable: 'install Go 1.26 or newer' }
  await withLock(progress, async () => {
    for (const part of Object.values(chartParts())) await buildGoPart(part, progress)
  })
  return undefined
}

export interface RenderOptions {
  helm?: keyof typeof helms
  /** As `helm install --skip-schema-validation` would. */
  skipSchema?: boolean
  args?: string[]
}

/** The chart as release `cutaway` in namespace `team` would be; whatever cluster there is, none is asked. A refusal has a code that is not 0. */
export function render(values: object, { helm: which = 'helm 4', skipSchema = false, args = [] }: RenderOptions = {}): Promise<RunResult> {
  const flags = ['--namespace', 'team', '--kube-version', '1.36.0', ...(skipSchema ? ['--skip-schema-validation'] : []), ...args]
  // Room for values of a megabyte, which no command line has.
  return run(helms[which], ['template', 'cutaway', chart, ...flags, '--values', '-'], {
    stdin: ascii(values),
    allowFailure: true,
    env: { KUBECONFIG: '/dev/null' },
  })
}

/** NOTES.txt, which only an installation renders. */
export async function notes(values: object): Promise<string> {
  const flags = ['--namespace', 'team', '--dry-run=client', '--output', 'json', '--values', '-']
  const { stdout } = await run(helms['helm 4'], ['install', 'cutaway', chart, ...flags], {
    stdin: ascii(values),
    env: { KUBECONFIG: '/dev/null' },
  })
  return (JSON.parse(stdout) as { info: { notes: string } }).info.notes
}

/** JSON that YAML reads the same: U+2028 and U+0085 as they are would be ends of lines. */
function ascii(values: object): string {
  return JSON.stringify(values).replace(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
