import { readFileSync } from 'node:fs'
import type { Kind } from '../../server/cluster/kinds.ts'
import { resources } from '../../server/cluster/resources.ts'

/** One entry of docs/data.md: a path, or with `*` many. */
export interface Entry {
  text: string
  kinds: Kind[]
  /** Its value is kept; else it only shows as a name in managedFields, or in a field that the API server copies it to. */
  kept: boolean
  /** `labels{}` covers `labels[x]` too. */
  covers(path: string): boolean
}

const page = new URL('../../docs/data.md', import.meta.url)
const allKinds = Object.keys(resources) as Kind[]

/** docs/data.md as data. Its sections are kinds, their tables begin with `Field` or `Only a name`, and the first column names paths. */
export function readAllowList(text = readFileSync(page, 'utf8')): Entry[] {
  const entries: Entry[] = []
  for (const section of text.split(/^## /m).slice(1)) {
    const title = section.slice(0, section.indexOf('\n')).trim()
    const kinds = title === 'Every kind' ? allKinds : (title.split(', ') as Kind[])
    const unknown = kinds.filter((kind) => !allKinds.includes(kind))
    if (unknown.length > 0) throw new Error(`docs/data.md has a section about ${unknown.join(', ')}, which is not watched`)
    let kept = true
    for (const [, cell = ''] of section.matchAll(/^\|([^|]*)\|/gm)) {
      if (/^ *(Field|Only a name) *$/.test(cell)) kept = cell.includes('Field')
      for (const [, span = ''] of cell.matchAll(/`([^`]+)`/g)) for (const path of expanded(span)) entries.push(entryOf(path, kinds, kept))
    }
  }
  return entries
}

function entryOf(text: string, kinds: Kind[], kept: boolean): Entry {
  const pattern = text
    .replace(/[.[\]{}]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replace(/\\\{\\\}$/, String.raw`(?:\{\}|\[.+\])`)
  const whole = new RegExp(`^${pattern}$`)
  return { text, kinds, kept, covers: (path) => whole.test(path) }
}

/** '{a,b}.c' -> 'a.c', 'b.c'; braces without a comma are part of the path. */
export function expanded(path: string): string[] {
  for (let from = path.indexOf('{'); from >= 0; from = path.indexOf('{', from + 1)) {
    const commas: number[] = []
    let depth = 0
    let to = from
    for (; to < path.length; to++) {
      if (path[to] === '{') depth++
      else if (path[to] === ',' && depth === 1) commas.push(to)
      else if (path[to] === '}' && --depth === 0) break
    }
    if (commas.length === 0) continue
    const ends = [from, ...commas, to]
    return ends.slice(1).flatMap((end, at) => expanded(path.slice(0, from) + path.slice(ends[at]! + 1, end) + path.slice(to + 1)))
  }
  return [path]
}
