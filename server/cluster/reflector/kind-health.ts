import type { KindHealth } from '../../wire/health.ts'

/** How one namespace of a kind stands. */
export interface Part {
  /** Absent: the kind is watched as a whole. */
  namespace?: string | undefined
  health: KindHealth
}

/** The worst first. */
const severity: KindHealth['state'][] = ['reconnecting', 'syncing', 'forbidden', 'absent', 'live']
/** Namespaces that a note names. */
const NAMED = 5

/** One row for a kind that is watched namespace by namespace: the worst state, the sums, and which namespaces a note is about. */
export function kindHealth(parts: readonly Part[]): KindHealth {
  const [only] = parts
  if (!only) throw new RangeError('a kind without a watch')
  if (parts.length === 1 && only.namespace === undefined) return only.health
  const all = parts.map(({ health }) => health)
  const state = severity.find((one) => all.some((health) => health.state === one)) ?? 'live'
  const worst = all.filter((health) => health.state === state)
  const since = worst.map((health) => health.since)
  const lines = all.flatMap(({ line }) => line ?? [])
  // A first list that takes long has no note; one that failed has. What is said of other namespaces is no reason for it.
  const isListing = state === 'syncing' && worst.every(({ note }) => note === undefined)
  const note = isListing ? '' : notes(parts)
  const rule = worst.find((health) => health.rule)?.rule
  const withheld = parts.filter(({ health }) => health.rule).flatMap(({ namespace }) => namespace ?? [])
  return {
    kind: only.health.kind,
    state,
    // As a whole it is in that state since the last one came to it; else since the first one did.
    since: worst.length === all.length ? Math.max(...since) : Math.min(...since),
    ...(lines.length > 0 && { line: Math.max(...lines) }),
    // Each counts what the store holds of the kind.
    objects: Math.max(...all.map(({ objects }) => objects)),
    relists: sum(all.map(({ relists }) => relists)),
    gaps: sum(all.map(({ gaps }) => gaps)),
    ...(note && { note }),
    ...(rule && { rule: withheld.length < parts.length ? { ...rule, namespaces: withheld } : rule }),
  }
}

/** Each different note once, the worst first, with the namespaces that it is about. */
function notes(parts: readonly Part[]): string {
  const places = new Map<string, string[]>()
  const bySeverity = parts.toSorted((a, b) => severity.indexOf(a.health.state) - severity.indexOf(b.health.state))
  for (const { namespace = '', health } of bySeverity) {
    if (health.note !== undefined) places.set(health.note, [...(places.get(health.note) ?? []), namespace])
  }
  return [...places].map(([note, namespaces]) => `In ${listed(namespaces)}: ${note}`).join(' ')
}

function listed(namespaces: string[]): string {
  const more = namespaces.length - NAMED
  return more > 0 ? `${namespaces.slice(0, NAMED).join(', ')} and ${more} more` : namespaces.join(', ')
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
