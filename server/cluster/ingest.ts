import type { Kind, Kinds } from './kinds.ts'
import { lastOf, remember } from './last-lines.ts'
import { readManagedText } from './managed.ts'
import { divide, headOf } from './parts.ts'
import { project } from './project.ts'
import type { Raw } from './raw.ts'
import type { WatchType } from './store.ts'

/** A Status, as the body of a refusal or of an ERROR event. */
export interface Status {
  code?: number
  reason?: string
  message?: string
  details?: { retryAfterSeconds?: number }
}

export type WatchLine<K extends Kind = Kind> =
  | { type: WatchType; object: Kinds[K]; rv: string }
  | { type: 'BOOKMARK'; rv: string; initialEnd: boolean }
  | { type: 'ERROR'; status: Status }

/**
 * One line of a watch.
 * @throws on a line that is no JSON, no watch event or no such object
 */
export function readLine<K extends Kind>(kind: K, line: string): WatchLine<K> {
  return readParts(kind, line) ?? readWhole(kind, line)
}

function readWhole<K extends Kind>(kind: K, line: string): WatchLine<K> {
  const raw = JSON.parse(line) as Raw
  switch (raw?.type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type: raw.type, object: project(kind, raw.object), rv: raw.object.metadata.resourceVersion }
    case 'BOOKMARK': {
      const meta = raw.object.metadata
      return { type: 'BOOKMARK', rv: String(meta.resourceVersion), initialEnd: meta.annotations?.['k8s.io/initial-events-end'] === 'true' }
    }
    case 'ERROR':
      return { type: 'ERROR', status: raw.object ?? {} }
    default:
      throw new TypeError('not a watch event')
  }
}

/**
 * A whole raw object (an item of a list, of a tape) projected.
 * @throws TypeError when it is no such object
 */
export function ingest<K extends Kind>(kind: K, rawObject: unknown): Kinds[K] {
  return project(kind, rawObject)
}

/**
 * A line without building its managedFields, which are half of a typical one: they are cut out and looked up as texts. Of an object that was read
 * a moment ago the parts that are as they were are cut out too, and taken from its last reading.
 */
function readParts<K extends Kind>(kind: K, line: string): WatchLine<K> | undefined {
  const head = headOf(line)
  if (!head) return undefined
  const last = lastOf(kind, line, head)
  const parts = divide(line, head.end, last?.parts)
  if (!parts) return undefined
  const { marks, spec, rest } = parts
  const marked = last?.parts.marks === marks
  const specified = last !== undefined && spec !== '' && last.parts.spec === spec
  try {
    const { type, object: raw } = JSON.parse(
      `${line.slice(0, head.end)}${marked ? '' : marks},"managedFields":0}${specified ? ',"spec":0' : spec}${rest}`,
    ) as Raw
    // What was cut out is not in its place, or there once more: the line is broken, or two in one.
    if (raw.metadata.managedFields !== 0 || (specified && raw.spec !== 0)) return undefined
    const managed = readManagedText(parts.managed, last?.managed)
    const object = project(kind, raw, { managed: managed.entries, ...(marked && { meta: last.object.meta }) })
    if (specified) (object as { spec?: unknown }).spec = last.object.spec
    remember(line, { parts, managed, object })
    return isChange(type) ? { type, object, rv: raw.metadata.resourceVersion } : undefined
  } catch {
    return undefined
  }
}

function isChange(type: unknown): type is WatchType {
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED'
}
