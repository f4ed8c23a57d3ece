import { own } from './own.ts'

const LIMIT = 4_096
/** No time that Kubernetes writes is longer; Date.parse reads what is. */
const LONGEST = 40
const known = new Map<string, number>()

/** RFC 3339 as Kubernetes writes it -> ms since epoch, microseconds as fraction; undefined for nothing and for nonsense. */
export function instant(text: string | null | undefined): number | undefined {
  if (!text || text.length > LONGEST) return undefined
  // One second's condition times repeat over all objects of a rollout: looking up is a tenth of parsing.
  const same = known.get(text)
  if (same !== undefined) return same
  const parsed = Date.parse(text)
  if (Number.isNaN(parsed)) return undefined
  const ms = text.length > 24 ? parsed + belowMillisecond(text) : parsed
  if (known.size >= LIMIT) known.clear()
  known.set(own(text), ms)
  return ms
}

/** Date.parse stops at milliseconds; MicroTime (Lease, Event) has six digits. */
function belowMillisecond(text: string): number {
  const digits = /\.\d{3}(\d{1,3})/.exec(text)?.[1]
  return digits ? Number(digits.padEnd(3, '0')) / 1000 : 0
}
