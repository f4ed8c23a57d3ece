import { ApiError, CutawayError } from '../../errors.ts'
import type { Rule } from '../../wire/health.ts'
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
  /** forbidden: what would open it. */
  rule?: Rule
}

/** Where a cycle stood when it failed. */
export interface Stage {
  /** While a list was being streamed. */
  streamedList: boolean
  /** After the server had accepted the connection. */
  opened: boolean
  /** It was one namespace that was asked for. */
  namespaced: boolean
}

export function judge(error: unknown, resource: Resource, stage: Stage): Verdict {
  const note = error instanceof Error ? sentence(error) : String(error)
  if (error instanceof ApiError)
    return { ...judgeStatus(error, stage, resource, note), ...(error.retryAfter !== undefined && { wait: error.retryAfter }) }
  const code = error instanceof CutawayError ? error.code : ''
  if (code === 'BROKEN_LINE') return { act: 'relist', note }
  // An old server ignores sendInitialEvents: it sends what there is and then waits, without ever marking the end.
  if (code === 'SILENCE' && stage.streamedList && stage.opened) return { act: 'pages', note }
  return { act: 'retry', note }
}

function judgeStatus({ status, reason }: ApiError, { streamedList, namespaced }: Stage, resource: Resource, note: string): Verdict {
  if (status === 410 || reason === 'Expired' || reason === 'Gone') return { act: 'relist', note }
  if (status === 401) return { act: 'renew', note: 'Re-authenticating: the API server does not accept our credentials (401), which are read anew.' }
  if (status === 403) return forbidden(resource, namespaced)
  if (status === 404 || status === 405)
    return { act: 'absent', note: `This cluster serves no ${resource.plural} in ${resource.group || 'the core group'}/${resource.version}.` }
  if (status === 400 || status === 422) return { act: streamedList ? 'pages' : 'relist', note }
  return { act: 'retry', note }
}

/** With the rule that would open the kind, as it would stand in a ClusterRole or in a Role of the namespace. */
function forbidden({ group, plural }: Resource, namespaced: boolean): Verdict {
  const rule: Rule = { role: namespaced ? 'Role' : 'ClusterRole', apiGroups: [group], resources: [plural], verbs: ['list', 'watch'] }
  const where = namespaced ? 'This rule in a Role of the namespace' : 'This rule'
  const spelt = `apiGroups: ["${group}"], resources: ["${plural}"], verbs: ["list", "watch"]`
  return { act: 'forbidden', note: `Not allowed to list and watch ${plural}. ${where} would open it: ${spelt}.`, rule }
}

/** fetch says "fetch failed" and hides what failed in `cause`. */
function sentence(error: Error): string {
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message
}
