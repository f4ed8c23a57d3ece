import { Fields } from './field-set.ts'
import type { KubeObject } from './kinds.ts'

const LIMIT = 2_048

/** The latest object of each controller owner. */
const latest = new Map<string, KubeObject>()

type Fielded = Record<string, unknown>

/** Objects of one owner are cast from one template: what is equal in the newcomer is taken from its elder, so that it is kept once. */
export function shareWithSibling(object: KubeObject): void {
  const owner = object.meta.owners?.find(({ controller }) => controller)?.uid
  if (!owner) return
  const elder = latest.get(owner)
  if (!elder) {
    if (latest.size >= LIMIT) latest.clear()
    latest.set(owner, object)
  } else if (elder.kind === object.kind) share(object as unknown as Fielded, elder as unknown as Fielded)
}

/** What may not be seen any more may be among the elders. */
export function forgetSiblings(): void {
  latest.clear()
}

/**
 * As deep as need be (of five conditions two may have the same time), each value looked at once: comparing first and then going down made a list of
 * ten thousand Pods take a sixth longer.
 * @returns whether they are equal
 */
function share(now: Fielded, from: Fielded): boolean {
  if (Array.isArray(now)) return Array.isArray(from) && shareItems(now, from)
  let same = true
  for (const field in now) if (!shareOne(now, from, field)) same = false
  for (const field in from) if (from[field] !== undefined && !Object.hasOwn(now, field)) return false
  return same
}

function shareItems(now: unknown[], from: unknown[]): boolean {
  let same = now.length === from.length
  for (let i = 0; i < now.length; i++) if (!shareOne(now, from, i)) same = false
  return same
}

function shareOne<P extends string | number>(now: Record<P, unknown>, from: Record<P, unknown>, at: P): boolean {
  const value = now[at]
  const elders = from[at]
  if (value === elders) return true
  // Sets of fields are interned: two are never equal.
  if (!isFielded(value) || !isFielded(elders) || value instanceof Fields || !share(value, elders)) return false
  now[at] = elders
  return true
}

function isFielded(value: unknown): value is Fielded {
  return typeof value === 'object' && value !== null
}
