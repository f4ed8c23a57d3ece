import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../cluster/run.ts'
import { cases } from './cases.ts'
import { notes, render } from './tools.ts'

/** File name -> what it must hold: the defaults as they are rendered, and what each toggle changes of that. */
export async function goldens(): Promise<Map<string, string>> {
  const defaults = await rendered({})
  const files = new Map([['defaults.yaml', defaults]])
  for (const [name, values] of Object.entries(cases)) files.set(`${name}.diff`, await difference(defaults, await rendered(values)))
  return files
}

/** Manifests, then what the installation says. */
async function rendered(values: object): Promise<string> {
  const [{ code, stdout, stderr }, said] = await Promise.all([render(values), notes(values)])
  if (code !== 0) throw new Error(stderr)
  const manifests = stdout.replace(/(?<=token: ")[A-Za-z0-9+/=]{60}(?=")/, '(random)').trim()
  return `${manifests}\n---\n${said.replace(/^(?=.)/gm, '# ')}`
}

async function difference(before: string, after: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-golden-'))
  try {
    writeFileSync(join(folder, 'a'), before)
    writeFileSync(join(folder, 'b'), after)
    const flags = ['--unified=2', '--label', 'defaults', '--label', 'this', '--show-function-line=^# Source']
    return (await run('diff', [...flags, 'a', 'b'], { cwd: folder, allowFailure: true })).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
