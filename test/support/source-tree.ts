import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export interface Import {
  /** Path from the repository's root, or a package or node: name. */
  to: string
  /** True if nothing of it is left at run time. */
  type: boolean
}

export interface SourceFile {
  path: string
  lines: number
  text: string
  imports: Import[]
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:([^'"`;]*?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** Every TypeScript and Vue file below the folders, with what it imports. */
export function sourceTree(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,vue}`))
    .filter((path) => !path.includes('node_modules') && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path, text, lines: text.trimEnd().split('\n').length, imports: [...text.matchAll(IMPORT)].map((match) => read(path, match)) }
    })
}

function read(from: string, [, type, names, named, dynamic]: RegExpMatchArray): Import {
  const to = named ?? dynamic ?? ''
  const inner = names?.match(/^\{(.*)\}$/s)?.[1]
  const onlyTypes =
    inner !== undefined &&
    inner
      .split(',')
      .filter((name) => name.trim())
      .every((name) => name.trim().startsWith('type '))
  return { to: to.startsWith('.') ? normalize(join(dirname(from), to)) : to, type: type !== undefined || onlyTypes }
}
