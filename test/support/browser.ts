import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Missing } from '../run.ts'

/** Where Debian and most other systems put a Chromium that playwright-core can drive. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Makes sure that there is a Chromium: as root on Debian it is installed, which is announced first. */
export async function browser(): Promise<Missing | undefined> {
  if (existsSync(CHROMIUM)) return undefined
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { reason: `no Chromium at ${CHROMIUM}`, enable: 'install the package chromium, or set CHROMIUM to its path' }
  console.log('installing the Debian package chromium (about a minute) ...')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env })
  const { status } = spawnSync('apt-get', ['install', '-y', '-q', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'], env })
  return status === 0 ? undefined : { reason: 'apt-get could not install chromium', enable: 'apt-get install chromium' }
}

/** For playwright's launch(): quiet, without a sandbox when root, nothing that calls out. */
export const launch = {
  executablePath: CHROMIUM,
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}
