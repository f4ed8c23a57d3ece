/** What the scheduler says when no node fits. */
export interface FitError {
  /** Nodes in the cluster; undefined when the message has another form. */
  nodes?: number
  /** In the scheduler's own order. One node may count under several reasons of one plugin, so counts may exceed `nodes`. */
  reasons: { count: number; reason: string }[]
  /** A plugin rejected the Pod as a whole: no per-node histogram. */
  whole?: string
}

/**
 * Grammar of FailedScheduling and of PodScheduled's message: "0/3 nodes are available: 1 reason, 2 reason. preemption: …".
 * Source: pkg/scheduler/framework/types.go FitError.Error; the same from 1.31 to 1.36 but for the part after the histogram (1.34: "no new claims to deallocate").
 */
export function parseFitError(message: string): FitError {
  const head = message.match(/^0\/(\d+) nodes are available: ?/)
  if (!head) return { reasons: [], whole: message }
  const rest = message.slice(head[0].length)
  const end = rest.search(/\.(?: (?:preemption: |no new claims|still not schedulable|plugin disabled|deallocation of)|\s*$)/)
  const filters = end < 0 ? rest : rest.slice(0, end)
  const reasons = filters.split(/, (?=\d+ )/).flatMap((item) => {
    const parts = item.match(/^(\d+) (.+)$/s)
    return parts ? [{ count: Number(parts[1]), reason: parts[2] as string }] : []
  })
  return { nodes: Number(head[1]), reasons, ...(!reasons.length && filters && { whole: filters }) }
}
