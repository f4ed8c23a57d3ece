import type { Evidence } from '../../server/wire/step.ts'

export interface DiffLine {
  mark: ' ' | '+' | '-'
  depth: number
  text: string
}

type Field = Extract<Evidence, { type: 'field' }>

/** Dotted paths with their values as indented lines; a part shared by neighbours is written once. */
export function diffLines(fields: readonly Field[]): DiffLine[] {
  const lines: DiffLine[] = []
  let above: string[] = []
  for (const { path, was, now } of fields.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const parts = splitPath(path)
    const parents = parts.slice(0, -1)
    const shared = parents.findIndex((part, at) => part !== above[at])
    for (let depth = shared < 0 ? parents.length : shared; depth < parents.length; depth++)
      lines.push({ mark: ' ', depth, text: `${parents[depth]}:` })
    above = parents
    const name = parts.at(-1)!
    if (was !== undefined) lines.push({ mark: '-', depth: parents.length, text: `${name}: ${was}` })
    if (now !== undefined) lines.push({ mark: '+', depth: parents.length, text: `${name}: ${now}` })
    if (was === undefined && now === undefined) lines.push({ mark: '+', depth: parents.length, text: `${name}:` })
  }
  return lines
}

/** 'status.conditions[type=Ready].status' -> status, conditions, type=Ready, status: dots inside brackets belong to the key. */
function splitPath(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map((match) => match[1] ?? match[0])
}
