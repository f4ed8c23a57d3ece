import { ApiError, CutawayError } from '../../errors.ts'
import type { Resource } from '../resources.ts'

/**
 * What a failure means for a reflector.
 * - retry: dial again from the last resourceVersion
 * - relist: that version is gone or a line was lost
 * - pages: this server cannot stream a list
 * - renew: credentials were refused
 * - forbidden | absent: wait long; nothing is wrong with the connection
 */
export interface Verdict {
  act: 'retry' | 'relist' | 'pages' | 'renew' | 'forbidden' | 'absent'
  /** What the server asked for, ms. */
  wait?: number
  note: string
}

/** Where a cycle stood when it failed: while a list was being streamed; after the server had accepted the connection. */
export interface Stage {
  streamedList: boolean
  opened: boolean
}

export function judge(error: unknown, resource: Resource, { streamedList, opened }: Stage): Verdict {
  const note = error instanceof Error ? sentence(error) : String(error)
  if (error instanceof ApiError)
    return { ...judgeStatus(error, streamedList, resource, note), ...(error.retryAfter !== undefined && { wait: error.retryAfter }) }
  const code = error instanceof CutawayError ? error.code : ''
  if (code === 'BROKEN_LINE') return { act: 'relist', note }
  // An old server ignores sendInitialEvents: it sends what there is and then waits, without ever marking the end.
  if (code === 'SILENCE' && streamedList && opened) return { act: 'pages', note }
  return { act: 'retry', note }
}

function judgeStatus({ status, reason }: ApiError, streamedList: boolean, resource: Resource, note: string): Verdict {
  if (status === 410 || reason === 'Expired' || reason === 'Gone') return { act: 'relist', note }
  if (status === 401) return { act: 'renew', note: 'The API server does not accept our credentials (401); reading them anew.' }
  if (status === 403) return { act: 'forbidden', note: missingRule(resource) }
  if (status === 404 || status === 405)
    return { act: 'absent', note: `This cluster serves no ${resource.plural} in ${resource.group || 'the core group'}/${resource.version}.` }
  if (status === 400 || status === 422) return { act: streamedList ? 'pages' : 'relist', note }
  return { act: 'retry', note }
}

/** The rule that would open the kind, as it would stand in a ClusterRole. */
export function missingRule({ group, plural }: Resource): string {
  return `Not allowed to list and watch ${plural}. This rule would open it: apiGroups: ["${group}"], resources: ["${plural}"], verbs: ["list", "watch"].`
}

/** fetch says "fetch failed" and hides what failed in `cause`. */
function sentence(error: Error): string {
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message
}
