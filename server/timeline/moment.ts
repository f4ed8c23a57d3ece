import type { Recorded } from './record.ts'

/**
 * Order of steps by their objects alone. Written states are ordered by resourceVersion: within a kind by API guarantee (KEP-5504), across kinds because
 * an ordinary cluster's etcd has one counter. What only an Event tells is ordered by the time that the Event gives.
 */

/** Arrival is later than the event by the watch's delay and may be out of order across kinds by a quarter of a second. */
const jitter = 250
/** Clocks of nodes differ: an Event a little before its cause is still believed to follow it if nothing else can have caused it. */
const skew = 1_000

export function precedes(cause: Recorded, effect: Recorded): boolean {
  if (cause.rv && effect.rv) return compareVersions(cause.rv.from, effect.rv.to) <= 0
  return from(cause) <= to(effect)
}

/** Not preceding, but by so little that clocks may explain it. */
export function nearlyPrecedes(cause: Recorded, effect: Recorded): boolean {
  if (cause.rv && effect.rv) return false
  return from(cause) <= to(effect) + skew
}

/** Positive if `one` is the later. Total and independent of arrival where objects tell the time. */
export function compareMoments(one: Recorded, other: Recorded): number {
  if (one.rv && other.rv) {
    const order = compareVersions(one.rv.from, other.rv.from)
    if (order !== 0) return order
  }
  return from(one) - from(other) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
}

/** Cannot be ordered by what the objects tell: written in one go, or claimed times that overlap. */
export function isTogether(one: Recorded, other: Recorded): boolean {
  if (one.rv && other.rv) return one.rv.from === other.rv.from
  return from(one) <= to(other) && from(other) <= to(one)
}

/** Milliseconds between the two as the objects tell them, by arrival where they do not. */
export function apart(one: Recorded, other: Recorded): number {
  return Math.abs((one.claim?.from ?? one.at.seen) - (other.claim?.from ?? other.at.seen))
}

/** Decimal integers without leading zeros, up to 128 bits: by length, then text. Source: apimachinery/pkg/util/resourceversion. */
export function compareVersions(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)
}

function from({ claim, at }: Recorded): number {
  return claim?.from ?? at.seen - jitter
}

function to({ claim, at }: Recorded): number {
  return claim?.to ?? at.seen + jitter
}
