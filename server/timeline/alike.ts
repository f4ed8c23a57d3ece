/** Whether two values would be the same JSON, but for the order of keys: printing both in order to compare them costs much more. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((each, at) => alike(each, other[at]))
  }
  return !Array.isArray(other) && alikeObjects(one as Record<string, unknown>, other as Record<string, unknown>)
}

/** By their lists of keys: compiled code for `for in` is made for the shapes it has met, and thrown away at each new one. */
function alikeObjects(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  for (const name of Object.keys(one)) if (!alike(one[name], other[name])) return false
  // What only the second has; a name without a value is none.
  for (const name of Object.keys(other)) if (other[name] !== undefined && !Object.hasOwn(one, name)) return false
  return true
}
