import type { Kind, KubeObject } from './kinds.ts'
import type { ManagedText } from './managed.ts'
import type { Head, Parts } from './parts.ts'

/** How an object was read last. */
export interface Last {
  parts: Parts
  managed: ManagedText
  object: KubeObject & { spec?: unknown }
}

const ADDED = '{"type":"ADDED"'
const MODIFIED = '{"type":"MODIFIED"'
/** Objects, and characters of a line: at most 16 MiB together, a fraction of it in practice. */
const LIMIT = 1_024
const LONGEST = 16_384

const last = new Map<string, Last>()

/** How the object of this line was read last. Whoever changes once is likely to change again: a Pod has eight lines in two seconds. */
export function lastOf(kind: Kind, line: string, { uid, name, namespace }: Head): Last | undefined {
  if (last.size === 0 || line.startsWith(ADDED)) return undefined
  const found = last.get(uid)
  if (!found) return undefined
  const { meta } = found.object
  return found.object.kind === kind && meta.name === name && meta.namespace === namespace ? found : undefined
}

/** Only changed objects with a spec: a first list would fill the memory with what may never be told again, Leases with what differs anyway. */
export function remember(line: string, next: Last): void {
  const { uid } = next.object.meta
  if (!line.startsWith(MODIFIED) || !next.parts.spec || line.length > LONGEST) {
    last.delete(uid)
    return
  }
  if (last.size >= LIMIT) last.clear()
  last.set(uid, next)
}

/** What may not be seen any more may be among them. */
export function forgetLines(): void {
  last.clear()
}
