/**
 * What becomes of every field of a shape that a viewer with a partial sight gets. A field without a rule does not compile, so that none is let
 * through by being new. A rule of an optional field may answer undefined: it is left out.
 */
export type Sieve<T> = {
  [K in keyof T]-?: (value: Exclude<T[K], undefined>) => T[K]
}

/** A copy that holds what the rules give and nothing else. */
export function sift<T extends object>(value: T, sieve: Sieve<T>): T {
  const copy: Record<string, unknown> = {}
  for (const name in sieve) {
    const held = value[name]
    if (held === undefined) continue
    const kept = (sieve[name] as (value: unknown) => unknown)(held)
    if (kept !== undefined) copy[name] = kept
  }
  return copy as T
}

/** Let through as it is. Only what has no fields of its own can be: everything else needs its own rules. */
export const keep = <T extends string | number | boolean>(value: T): T => value
export const keepEach = <T extends string | number | boolean>(values: T[]): T[] => [...values]
export const withhold = (): undefined => undefined
