import type { GoPart } from './part.ts'

/**
 * The go.mod of a throw-away module that builds `part` with exactly the dependency versions that its authors tested:
 * theirs, renamed, requiring the module itself.
 */
export function moduleFile(part: GoPart, theirs: string): string {
  const lines: string[] = []
  let block = ''
  for (const line of theirs.split('\n')) {
    const opens = /^(\w+) \($/.exec(line)
    if (opens) block = opens[1] ?? ''
    const directive = block || (/^\w+/.exec(line)?.[0] ?? '')
    if (line === ')') block = ''
    // Their developers' tools would pull in hundreds of modules, and their toolchain pin may be newer than what builds fine.
    if (directive === 'tool' || directive === 'toolchain' || directive === 'module') continue
    const kept = directive === 'replace' ? replaceLine(part, line) : line
    if (kept !== undefined) lines.push(kept)
  }
  return `module cutaway.test/${part.name}\n${lines.join('\n')}\nrequire ${part.module} v${part.version}\n`
}

function replaceLine(part: GoPart, line: string): string | undefined {
  const local = /=> (\.\.?\/\S+)/.exec(line)?.[1]
  if (local === undefined) return line
  const target = part.replaceLocal?.(local)
  return target === undefined ? undefined : line.replace(local, target)
}

/** Imports the programs' packages, so that `go mod tidy` sees what they need. Never compiled itself. */
export function toolsFile(part: GoPart): string {
  const imports = Object.values(part.programs).map((path) => `\t_ "${path}"`)
  return `//go:build tools\n\npackage tools\n\nimport (\n${imports.join('\n')}\n)\n`
}
