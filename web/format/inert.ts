import { inert } from '../../server/speech/inert.ts'

/** The same with all its texts harmless to look at: nothing in them reorders, hides or moves what stands around. Plain JSON only. */
export function inertly<T>(value: T): T {
  if (typeof value === 'string') return inert(value) as T
  if (Array.isArray(value)) return value.map(inertly) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, inertly(of)])) as T
}
