import type { Kind, Kinds, ManagedEntry } from './kinds.ts'
import { readManagedText } from './managed.ts'
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

const MANAGED = ',"managedFields":['

/**
 * One line of a watch.
 * @throws on a line that is no JSON, no watch event or no such object
 */
export function readLine<K extends Kind>(kind: K, line: string): WatchLine<K> {
  const { raw, managed } = parse(line)
  switch (raw?.type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type: raw.type, object: project(kind, raw.object, managed), rv: raw.object.metadata.resourceVersion }
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
 * Parses a line without building its managedFields, which are half of a typical one: they are cut out and looked up as texts.
 * Go's encoder writes managedFields last in metadata and metadata before spec; sets hold no arrays, so the first `}]` closes the list.
 * Were it part of a string, an odd number of quotes would be left and the parse fails; then, as for any other form, all is parsed.
 */
function parse(line: string): { raw: Raw; managed?: ManagedEntry[] } {
  const from = line.indexOf(MANAGED)
  const to = from < 0 ? -1 : line.indexOf('}]', from)
  if (to >= 0 && line.charCodeAt(to + 2) === 125 && isTopLevel(line, from)) {
    try {
      const managed = readManagedText(line.slice(from + MANAGED.length - 1, to + 2))
      return { raw: JSON.parse(line.slice(0, from) + line.slice(to + 2)), managed }
    } catch {
      // As below.
    }
  }
  return { raw: JSON.parse(line) }
}

/** managedFields inside spec would be a template's: never written by anybody, but possible. */
function isTopLevel(line: string, at: number): boolean {
  return line.lastIndexOf('"spec":{', at) < 0
}
