import { spawn } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pageNotBuilt } from '../errors.ts'

/** What the page is made of, apart from packages. */
const SOURCES = ['web/**/*', 'server/wire/*.ts', 'server/speech/**/*.ts', 'package-lock.json']

/**
 * Builds dist/web if it is missing or older than its sources. A process of its own does it: the bundler's memory would stay with a server
 * that runs for days. `said` is called before, with one line for the person who waits.
 * @returns the folder of the built page
 */
export async function builtPage(root: string, said: (line: string) => void): Promise<string> {
  const folder = join(root, 'dist/web')
  const built = changed(join(folder, 'index.html'))
  const newest = globSync(SOURCES, { cwd: root }).reduce((time, file) => Math.max(time, changed(join(root, file))), 0)
  if (built >= newest) return folder
  said(built === 0 ? 'Building the page (once, about ten seconds) ...' : 'Building the page anew, its sources have changed ...')
  const child = spawn(process.execPath, [join(root, 'build.mjs'), '--web'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw pageNotBuilt(complaint.trim())
  return folder
}

/** 0: there is no such file. Folders do not count: their time changes with what others put there. */
function changed(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isFile() ? stat.mtimeMs : 0
}
