import { existsSync, readFileSync } from 'node:fs'
import { Failure } from './failure.ts'
import { hasCommand } from './has-command.ts'
import type { Progress } from './progress.ts'
import { run } from './run.ts'

export interface Need {
  command: string
  /** Debian package that has it. */
  debian: string
}

/** Makes sure that the commands are there: as root on Debian by apt, said first; elsewhere one sentence about what is missing. */
export async function needCommands(needs: readonly Need[], progress: Progress): Promise<void> {
  const missing = needs.filter((need) => !hasCommand(need.command))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map((need) => need.debian))]
  if (process.getuid?.() !== 0 || !isDebian()) {
    throw new Failure(
      `Missing here: ${missing.map((need) => need.command).join(', ')} (on Debian, as root: apt-get install ${packages.join(' ')}).`,
      2,
    )
  }
  progress.say(`Installing Debian packages: ${packages.join(' ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await progress.part('apt-get install', async () => {
    await run('apt-get', ['update'], { env, timeoutMs: 300_000 })
    await run('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { env, timeoutMs: 900_000 })
  })
}

export function needGo(): void {
  if (!hasCommand('go'))
    throw new Failure('Go 1.26 or newer is needed to build the cluster from source, and there is no `go` here (https://go.dev/doc/install).', 2)
}

function isDebian(): boolean {
  return existsSync('/etc/debian_version') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
}
