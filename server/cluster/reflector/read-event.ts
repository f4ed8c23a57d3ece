import { ApiError, brokenLine } from '../../errors.ts'
import { readLine, type WatchLine } from '../ingest.ts'
import type { Kind } from '../kinds.ts'

export type WatchEvent<K extends Kind = Kind> = Exclude<WatchLine<K>, { type: 'ERROR' }>

/**
 * One line of the watch of a path.
 * @throws CutawayError BROKEN_LINE; ApiError if the line says why the watch ends
 */
export function readEvent<K extends Kind>(kind: K, path: string, line: string): WatchEvent<K> {
  const read = parse(kind, path, line)
  if (read.type !== 'ERROR') return read
  const { code = 0, reason = '', message = '', details } = read.status
  throw new ApiError(path, code, reason, message, details?.retryAfterSeconds === undefined ? undefined : details.retryAfterSeconds * 1000)
}

function parse<K extends Kind>(kind: K, path: string, line: string): WatchLine<K> {
  try {
    return readLine(kind, line)
  } catch (error) {
    throw brokenLine(path, 'is no watch event', error)
  }
}
