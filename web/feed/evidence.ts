import type { Step } from '../../server/wire/step.ts'
import { fetched, keepEvidence, partKey } from '../state/evidence.ts'
import { leave } from './feed.ts'
import { fetchEvidence, Refused } from './fetch.ts'

/** Fetches what of a step's evidence was too large to travel with it. What cannot be fetched now is asked for again with the next look. */
export async function loadEvidence(step: Step): Promise<void> {
  for (const one of step.evidence) {
    if (one.type !== 'stored' || fetched.value.has(partKey(step.id, one.part))) continue
    try {
      keepEvidence(step.id, one.part, (await fetchEvidence(step.id, one.part)) ?? 'expired')
    } catch (error) {
      if (error instanceof Refused) leave(error.why)
      // else the connection is lost, which the page says elsewhere
      return
    }
  }
}
