import type { Delta } from '../../cluster/delta.ts'
import type { Condition, ManagedEntry } from '../../cluster/kinds.ts'
import type { Evidence } from '../../wire/step.ts'
import { below, wrote } from '../author.ts'
import { field, given } from '../evidence.ts'
import { second } from '../match.ts'

/** A write of a status by kube-controller-manager: which of its controllers it was follows from the kind alone. */
export function statusEntry(delta: Delta): ManagedEntry | undefined {
  return delta.now && delta.was ? wrote(delta, 'kube-controller-manager', 'status') : undefined
}

/**
 * Tells two writes of the same figures apart: the entry's time has whole seconds, and no controller reports the same figures twice in one second.
 */
export function occurrence(entry: ManagedEntry, ...figures: (number | string | undefined)[]): string {
  return [second(entry.time), ...figures.map(figure => figure ?? '-')].join('/')
}

/** The changed status paths (four at most, the counts first) and why only one controller can have written them. */
export function statusEvidence(delta: Delta, reason: readonly [id: string, source: string]): Evidence[] {
  const paths = delta.changed.paths.filter(path => below(path, 'status'))
  paths.sort((a, b) => Number(a.includes('conditions')) - Number(b.includes('conditions')))
  const seen = new Set<string>()
  const fields = paths.flatMap(path => {
    const [, top = ''] = path.match(/^status\.([A-Za-z]+)/) ?? []
    if (!top || seen.has(top) || seen.size === 4) return []
    seen.add(top)
    return [field(delta, path, read(delta.was, top, path), read(delta.now, top, path))]
  })
  return [...fields, given(...reason)]
}

function read(object: unknown, top: string, path: string): unknown {
  const status = (object as { status?: Record<string, unknown> } | undefined)?.status
  const type = path.match(/^status\.conditions\[type=([^\]]+)\]/)?.[1]
  if (!type) return status?.[top]
  const found = (status?.conditions as Condition[] | undefined)?.find(c => c.type === type)
  return found && `${found.status} ${found.reason ?? ''}`.trim()
}
