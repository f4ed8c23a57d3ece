import type { Via } from '../wire/step.ts'
import { compareMoments, isTogether, nearlyPrecedes, precedes } from './moment.ts'
import type { Recorded } from './record.ts'

/** Steps of one key under one id, and the steps that look for it. */
interface Bucket {
  candidates: Recorded[]
  seekers: Set<Recorded>
}

interface Hit {
  cause: Recorded
  rank: number
  via: Via
}

const mostCandidates = 16
const mostSeekers = 256
const mostCauses = 8
/** A better cause that arrives this late still replaces one; a step without any waits longer. */
const settled = 2_000
const patience = 60_000
/** Longest chain of causes that is followed to keep it free of circles. */
const longest = 200

/**
 * Finds the causes of steps. Knows no component: `because` rules and ids are all there is. Each step costs its few rules, whatever the history.
 * The latest step that is not after the effect is its cause; among causes that cannot be ordered the better ranked rule decides.
 */
export class Link {
  readonly #buckets = new Map<string, Bucket>()

  /** Looks the causes up; true if they changed. */
  resolve(recorded: Recorded): boolean {
    const hits: Hit[] = []
    for (const { bucket, rank, via } of recorded.seeks) {
      const candidates = this.#buckets.get(bucket)?.candidates
      const cause = candidates && pick(candidates, recorded)
      if (cause) hits.push({ cause, rank, via })
    }
    const chosen = choose(hits)
    if (chosen.length === recorded.causes.length && chosen.every(({ cause, via }, at) => recorded.causes[at]?.id === cause.id && recorded.causes[at]?.via === via)) return false
    // What was found once and is forgotten by now is not unsaid.
    if (chosen.length === 0 && !recorded.primary) return false
    recorded.primary?.effects.delete(recorded)
    recorded.causes = chosen.map(({ cause, via }) => ({ id: cause.id, via }))
    recorded.primary = chosen[0]?.cause
    recorded.primary?.effects.add(recorded)
    return true
  }

  /** Puts the step where others look for their cause; `places` may have grown. */
  offer(recorded: Recorded): void {
    for (const place of recorded.places) {
      const { candidates } = this.#bucket(place)
      if (candidates.includes(recorded)) continue
      candidates.push(recorded)
      if (candidates.length > mostCandidates) candidates.splice(candidates.indexOf(candidates.reduce(earlier)), 1)
    }
  }

  /** Lets the step be found by causes that arrive later. */
  wait(recorded: Recorded): void {
    for (const { bucket } of recorded.seeks) {
      const { seekers } = this.#bucket(bucket)
      seekers.add(recorded)
      if (seekers.size > mostSeekers) for (const first of seekers) { seekers.delete(first); break }
    }
  }

  /** Steps that may have this one as their cause and are not settled yet. */
  waiting(cause: Recorded, now: number): Recorded[] {
    const found: Recorded[] = []
    for (const place of cause.places) {
      const seekers = this.#buckets.get(place)?.seekers
      for (const seeker of seekers ?? []) {
        const age = now - seeker.at.seen
        if (age <= settled || (seeker.causes.length === 0 && age <= patience)) found.push(seeker)
        else seekers?.delete(seeker)
      }
    }
    return found
  }

  forget(recorded: Recorded): void {
    for (const effect of recorded.effects) effect.primary = undefined
    recorded.effects.clear()
    recorded.primary?.effects.delete(recorded)
    recorded.primary = undefined
    for (const place of recorded.places) {
      const bucket = this.#buckets.get(place)
      const at = bucket?.candidates.indexOf(recorded) ?? -1
      if (bucket && at >= 0) bucket.candidates.splice(at, 1)
      this.#sweep(place, bucket)
    }
    for (const { bucket: place } of recorded.seeks) {
      const bucket = this.#buckets.get(place)
      bucket?.seekers.delete(recorded)
      this.#sweep(place, bucket)
    }
  }

  #bucket(place: string): Bucket {
    let bucket = this.#buckets.get(place)
    if (!bucket) this.#buckets.set(place, (bucket = { candidates: [], seekers: new Set() }))
    return bucket
  }

  #sweep(place: string, bucket: Bucket | undefined): void {
    if (bucket && bucket.candidates.length === 0 && bucket.seekers.size === 0) this.#buckets.delete(place)
  }
}

export function placeOf(key: string, id: string): string {
  return `${key}\n${id}`
}

function pick(candidates: readonly Recorded[], effect: Recorded): Recorded | undefined {
  let latest: Recorded | undefined
  let nearest: Recorded | undefined
  for (const candidate of candidates) {
    if (candidate === effect || isProvenOnly(candidate, effect) || comesFrom(candidate, effect)) continue
    if (precedes(candidate, effect)) {
      if (!latest || compareMoments(candidate, latest) > 0) latest = candidate
    } else if (nearlyPrecedes(candidate, effect) && (!nearest || compareMoments(candidate, nearest) < 0)) nearest = candidate
  }
  return latest ?? nearest
}

/** An inferred step that has nothing but this proof explains nothing. */
function isProvenOnly(candidate: Recorded, effect: Recorded): boolean {
  return candidate.proof === effect && candidate.causes.length === 0
}

function comesFrom(candidate: Recorded, effect: Recorded): boolean {
  let at: Recorded | undefined = candidate
  for (let length = 0; at && length < longest; length++) {
    if (at === effect) return true
    at = at.primary
  }
  return false
}

function choose(hits: readonly Hit[]): Hit[] {
  if (hits.length < 2) return hits as Hit[]
  const latest = hits.reduce((one, other) => (compareMoments(other.cause, one.cause) > 0 ? other : one))
  const near = hits.filter(({ cause }) => isTogether(cause, latest.cause))
  const rank = Math.min(...near.map(hit => hit.rank))
  const best = near.filter(hit => hit.rank === rank).sort((a, b) => compareMoments(b.cause, a.cause))
  return best.filter(({ cause }, at) => best.findIndex(other => other.cause === cause) === at).slice(0, mostCauses)
}

function earlier(one: Recorded, other: Recorded): Recorded {
  return compareMoments(one, other) <= 0 ? one : other
}
