import { intern } from '../intern.ts'
import type { Selector } from '../kinds.ts'
import { own } from '../own.ts'
import type { Raw } from '../raw.ts'

/** A map of short strings (labels, selectors, quantities), its values shared. */
export function plainMap(raw: Raw): Record<string, string> | undefined {
  if (!raw) return undefined
  const kept: Record<string, string> = {}
  for (const key in raw) kept[key] = intern(String(raw[key]))
  return kept
}

export function selectorOf(raw: Raw): Selector | undefined {
  if (!raw) return undefined
  return {
    matchLabels: plainMap(raw.matchLabels),
    matchExpressions: raw.matchExpressions?.map((one: Raw) => ({
      key: intern(one.key),
      operator: intern(one.operator),
      values: one.values?.map(intern),
    })),
  }
}

/** Above the 253 characters that names may have. */
const BRIEF = 256

/** A name or a word in a field whose length the API server does not bound, such as an Event's reason: what no component would write is cut. */
export function brief<T extends string | undefined>(word: T): T {
  return word && word.length > BRIEF ? (own(`${word.slice(0, BRIEF)}…`) as T) : intern(word)
}

/** An IntOrString as text. */
export function text(raw: Raw): string | undefined {
  return raw === undefined || raw === null ? undefined : intern(String(raw))
}
