import type { Figures } from './report.ts'

/** Share of a situation's writes that must have a step with the right author. */
const EXPLAINED = 0.9

/** Of what is claimed as observed or derived nothing may be wrong, and nearly all that was written must be explained. */
export function bars({ writes, explained, judged, wrong }: Figures): boolean {
  return wrong === 0 && judged > 0 && explained >= EXPLAINED * writes
}
