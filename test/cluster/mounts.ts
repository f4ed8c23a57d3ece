import { readFileSync } from 'node:fs'
import { run } from './run.ts'

/** Unmounts what is mounted below a folder of ours, the innermost first. */
export async function unmountBelow(folder: string): Promise<void> {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(`${folder}/`))
  for (const path of mounts.sort((a, b) => b.length - a.length)) await run('umount', ['--lazy', path])
}
