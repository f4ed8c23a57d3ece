/** Whether two values would be the same JSON, but for the order of keys: printing both in order to compare them costs much more. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || Array.isArray(one) !== Array.isArray(other))
    return false
  const [first, second] = [one as Record<string, unknown>, other as Record<string, unknown>]
  for (const name in first) if (!alike(first[name], second[name])) return false
  // What only the second has; a name without a value is none.
  for (const name in second) if (second[name] !== undefined && !Object.hasOwn(first, name)) return false
  return true
}
