import { equal } from './equal.ts'
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

/** As deep as need be: of five conditions two may have the same time. */
function share(now: Fielded, from: Fielded): void {
  for (const field in now) {
    const value = now[field]
    const elders = from[field]
    if (!isFielded(value) || !isFielded(elders) || value instanceof Fields) continue
    if (equal(value, elders)) now[field] = elders
    else share(value, elders)
  }
}

function isFielded(value: unknown): value is Fielded {
  return typeof value === 'object' && value !== null
}
