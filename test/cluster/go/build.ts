import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildFolder, partsFolder } from '../folders.ts'
import type { Progress } from '../progress.ts'
import { run } from '../run.ts'
import { moduleFile, toolsFile } from './module-file.ts'
import type { GoPart } from './part.ts'

const hour = 3_600_000
// A go.work or build flags of the user's own must not leak into what we build.
const goEnv = { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=mod -buildvcs=false' }

export const programPath = (part: GoPart, program: string): string => join(partsFolder(), `${part.name}-${part.version}`, program)

/** Builds the wanted programs of a part (all by default) unless they are in the cache already. Programs appear there whole, by rename. */
export async function buildGoPart(part: GoPart, progress: Progress, wanted: readonly string[] = Object.keys(part.programs)): Promise<void> {
  const missing = wanted.filter((program) => !existsSync(programPath(part, program)))
  if (missing.length === 0) return
  await progress.part(`build ${part.name} ${part.version} (${missing.join(', ')})`, async () => {
    const folder = join(buildFolder(), `${part.name}-${part.version}.${process.pid}`)
    const out = join(folder, 'out')
    await mkdir(out, { recursive: true })
    try {
      await writeModule(part, folder)
      await run('go', ['mod', 'tidy'], { cwd: folder, env: goEnv, timeoutMs: hour, dieWithUs: true })
      const packages = missing.map((program) => part.programs[program] ?? program)
      const tags = part.tags ? ['-tags', part.tags] : []
      // One command for all programs: what they share is compiled once. Lowered priority: people work on this machine meanwhile.
      const args = ['build', '-trimpath', ...tags, '-ldflags', `-s -w ${part.ldflags ?? ''}`.trim(), '-o', `${out}/`, ...packages]
      await run('nice', ['-n', '5', 'go', ...args], { cwd: folder, env: goEnv, timeoutMs: hour, dieWithUs: true })
      await mkdir(join(partsFolder(), `${part.name}-${part.version}`), { recursive: true })
      const built = await readdir(out)
      for (const program of missing) {
        // `go build` names a program after the last element of its package; a lone one may be called otherwise (v3 -> etcd).
        const from = built.includes(program) ? program : (built[0] ?? program)
        await rename(join(out, from), programPath(part, program))
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}

/** The source folder of a module in Go's own module cache, downloaded if need be. */
export async function moduleSource(part: GoPart): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', `${part.module}@v${part.version}`], { env: { GOWORK: 'off' }, timeoutMs: hour })
  return (JSON.parse(stdout) as { Dir: string }).Dir
}

async function writeModule(part: GoPart, folder: string): Promise<void> {
  const source = await moduleSource(part)
  await writeFile(join(folder, 'go.mod'), moduleFile(part, await readFile(join(source, 'go.mod'), 'utf8')))
  if (existsSync(join(source, 'go.sum'))) await writeFile(join(folder, 'go.sum'), await readFile(join(source, 'go.sum')))
  if (part.ownMain === undefined) await writeFile(join(folder, 'tools.go'), toolsFile(part))
  else await copyFile(join(programSources(), part.ownMain, 'main.go'), join(folder, 'main.go'))
}

export const programSources = (): string => fileURLToPath(new URL('../programs', import.meta.url))
