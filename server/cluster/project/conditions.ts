import { instant } from '../instant.ts'
import type { Condition } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { scrub } from '../scrub.ts'
import { brief } from './plain.ts'

/** Heartbeat and update times are dropped: they move without anything having changed. */
export function conditionsOf(raw: Raw): Condition[] | undefined {
  return raw?.map((one: Raw): Condition => ({
    type: brief(one.type),
    status: one.status,
    reason: brief(one.reason || undefined),
    message: scrub(one.message || undefined),
    lastTransitionTime: instant(one.lastTransitionTime),
    observedGeneration: one.observedGeneration,
  }))
}
