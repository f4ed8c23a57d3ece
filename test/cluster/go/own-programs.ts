import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildFolder, partsFolder } from '../folders.ts'
import type { Progress } from '../progress.ts'
import { run } from '../run.ts'
import { sourceHash } from '../source-hash.ts'
import { programSources } from './build.ts'

/** Our own programs, without dependencies: file name -> [folder in ../programs, linker flags]. */
const programs: Record<string, [string, string]> = {
  pause: ['pause', ''],
  runtime: ['runtime', ''],
  'web-v1': ['web', '-X main.version=v1'],
  'web-v2': ['web', '-X main.version=v2'],
}

const folderName = (): string => `programs-${sourceHash(programSources(), '.go')}`

export const ownProgramPath = (program: string): string => join(partsFolder(), folderName(), program)

export async function buildOwnPrograms(progress: Progress): Promise<void> {
  const target = join(partsFolder(), folderName())
  if (existsSync(target)) return
  await progress.part('build our own programs', async () => {
    const out = join(buildFolder(), `${folderName()}.${process.pid}`)
    await mkdir(out, { recursive: true })
    await mkdir(partsFolder(), { recursive: true })
    for (const [program, [source, flags]] of Object.entries(programs)) {
      const args = ['build', '-trimpath', '-ldflags', `-s -w ${flags}`, '-o', join(out, program), `./${source}`]
      await run('go', args, { cwd: programSources(), env: { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-buildvcs=false' }, timeoutMs: 300_000 })
    }
    await rm(target, { recursive: true, force: true })
    await rename(out, target)
  })
}
