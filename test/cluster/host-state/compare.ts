import type { HostState } from './snapshot.ts'

/** What is there after that was not before, and the other way round, one sentence each; empty = left as found. */
export function compare(before: HostState, after: HostState): string[] {
  const found: string[] = []
  for (const kind of ['processes', 'mounts', 'links', 'rules', 'cgroups'] as const) {
    for (const line of difference(after[kind], before[kind])) found.push(`left behind, ${kind}: ${line}`)
    // A process that was there before may well have ended by itself.
    if (kind !== 'processes') for (const line of difference(before[kind], after[kind])) found.push(`taken away, ${kind}: ${line}`)
  }
  if (before.ipForward !== after.ipForward) found.push(`changed, net.ipv4.ip_forward: ${before.ipForward} -> ${after.ipForward}`)
  return found
}

/** As multisets: the same path may be mounted twice. */
function difference(lines: readonly string[], without: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of without) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
