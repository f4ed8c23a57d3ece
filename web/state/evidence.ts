import { shallowRef } from 'vue'
import type { Evidence, Step } from '../../server/wire/step.ts'

/** Large parts of evidence that were fetched, by 'step/part'; 'expired' where the server no longer has it. */
export const fetched = shallowRef<ReadonlyMap<string, Evidence | 'expired'>>(new Map())

export const partKey = (step: string, part: number): string => `${step}/${part}`

export function keepEvidence(step: string, part: number, evidence: Evidence | 'expired'): void {
  fetched.value = new Map([...fetched.value, [partKey(step, part), evidence]])
}

/** The step with what was fetched in the place of what was only referred to. */
export function withFetched(step: Step): Step {
  return {
    ...step,
    evidence: step.evidence.map((one) => {
      const found = one.type === 'stored' ? fetched.value.get(partKey(step.id, one.part)) : undefined
      return found === undefined || found === 'expired' ? one : found
    }),
  }
}

export function forgetEvidence(): void {
  fetched.value = new Map()
}
