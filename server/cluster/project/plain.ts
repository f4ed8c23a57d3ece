import { intern } from '../intern.ts'
import type { Selector } from '../kinds.ts'
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

/** An IntOrString as text. */
export function text(raw: Raw): string | undefined {
  return raw === undefined || raw === null ? undefined : intern(String(raw))
}
