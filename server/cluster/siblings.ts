import { equal } from './equal.ts'
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
  } else if (elder.kind === object.kind) {
    share(object.meta as unknown as Fielded, elder.meta as unknown as Fielded)
    share((object as { spec?: Fielded }).spec, (elder as { spec?: Fielded }).spec)
  }
}

/** What may not be seen any more may be among the elders. */
export function forgetSiblings(): void {
  latest.clear()
}

function share(now: Fielded | undefined, from: Fielded | undefined): void {
  if (!now || !from) return
  for (const field in now) {
    const value = now[field]
    if (typeof value === 'object' && value !== null && equal(value, from[field])) now[field] = from[field]
  }
}
