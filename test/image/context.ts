import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files that .dockerignore lets into the build, with the two that steer it. */
export function contextFiles(root: string): string[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')
  const entries = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  return ['Dockerfile', '.dockerignore', ...entries.flatMap((entry) => globSync([entry, `${entry}/**/*`], { cwd: root }))]
    .filter((file) => statSync(join(root, file)).isFile())
    .sort()
}

/** A hash of everything that the image is made of, as far as it is in the repository. */
export function contextHash(root: string): string {
  const hash = createHash('sha256')
  for (const file of contextFiles(root))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}
