import { instant } from '../instant.ts'
import { intern } from '../intern.ts'
import type { Condition } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { scrub } from '../scrub.ts'

/** Heartbeat and update times are dropped: they move without anything having changed. */
export function conditionsOf(raw: Raw): Condition[] | undefined {
  return raw?.map((one: Raw): Condition => ({
    type: intern(one.type),
    status: one.status,
    reason: intern(one.reason || undefined),
    message: scrub(one.message || undefined),
    lastTransitionTime: instant(one.lastTransitionTime),
    observedGeneration: one.observedGeneration,
  }))
}
