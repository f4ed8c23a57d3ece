import type { Ref, Slot } from '../wire/step.ts'

/** JSON has no infinity, and whoever may post an Event may write any number into its note. */
const bounded = (value: number) => (Number.isNaN(value) ? 0 : Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER))

/** Builders of the typed values that texts print. */
export const slot = {
  ref: (of: Ref) => ({ type: 'ref', ref: of }) as const,
  number: (value: number) => ({ type: 'number', value: bounded(value) }) as const,
  duration: (ms: number) => ({ type: 'duration', ms: bounded(ms) }) as const,
  quantity: (value: string) => ({ type: 'quantity', value }) as const,
  time: (at: number) => ({ type: 'time', at }) as const,
  text: (value: string) => ({ type: 'text', value: value.length > 300 ? value.slice(0, 299) + '…' : value }) as const,
  list: (items: Slot[]) => ({ type: 'list', items }) as const,
  refs: (items: Ref[]) => ({ type: 'list', items: items.map((of) => slot.ref(of) as Slot) }) as const,
}

/** A Node by name, its uid where the world knows it. */
export function nodeRef(name: string, uid?: string): Ref {
  return { kind: 'Node', apiVersion: 'v1', name, uid: uid ?? '' }
}
