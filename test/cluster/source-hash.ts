import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A short hash of the files of a folder with this ending: the cache key of what these files make. */
export function sourceHash(folder: string, ending: string, ...more: string[]): string {
  const hash = createHash('sha256')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
  for (const name of names)
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(folder, name)))
  for (const word of more) hash.update('\0').update(word)
  return hash.digest('hex').slice(0, 12)
}
