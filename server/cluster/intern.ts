import { own } from './own.ts'

/** Above this many strings the table starts afresh: sharing is lost for a while, memory stays bounded. */
const LIMIT = 50_000
/** Longer ones are hardly ever repeated by many, and would make a table of texts out of one of names. */
const LONGEST = 512

const known = new Map<string, string>()

/**
 * One copy of strings that many objects repeat: node and namespace names, images, reasons, managers, label values.
 * JSON.parse makes a new string for every value above ten characters.
 */
export function intern<T extends string | undefined>(text: T): T {
  if (!text || text.length > LONGEST) return text
  const same = known.get(text)
  if (same !== undefined) return same as T
  if (known.size >= LIMIT) known.clear()
  const kept = own(text)
  known.set(kept, kept)
  return kept as T
}
