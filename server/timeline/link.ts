import type { Via } from '../wire/step.ts'
import { compareMoments, isTogether, nearlyPrecedes, precedes } from './moment.ts'
import { type Bucket, type Recorded, type Seek, relate, unrelate } from './record.ts'

interface Hit {
  cause: Recorded
  rank: number
  via: Via
  /** Precedes for certain, and not only as far as clocks may be off. */
  sure: boolean
}

/** Shared by all that hold nothing; never put into. */
const none: Recorded[] = []
const nowhere: readonly Seek[] = []
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
  readonly #buckets = new Map<string, Map<string, Bucket>>()
  /** Steps whose causes may still be replaced, and those that still have none, in order of arrival. */
  readonly #fresh = new Set<Recorded>()
  readonly #lacking = new Set<Recorded>()

  /** The bucket of this key under this id. It is forgotten when it is emptied: a new one is put into at once. */
  readonly bucketOf = (key: string, id: string): Bucket => {
    let home = this.#buckets.get(key)
    if (!home) this.#buckets.set(key, (home = new Map()))
    let bucket = home.get(id)
    if (!bucket) home.set(id, (bucket = { id, candidates: none, seekers: none, home }))
    return bucket
  }

  /** Looks the causes up; true if they changed. */
  resolve(recorded: Recorded): boolean {
    const hits: Hit[] = []
    for (const { bucket, rank, via } of recorded.seeks) {
      const cause = pick(bucket.candidates, recorded)
      if (cause) hits.push({ cause, rank, via, sure: precedes(cause, recorded) })
    }
    const best = hits.reduce((rank, hit) => (hit.sure ? Math.min(rank, hit.rank) : rank), Infinity)
    // What only clocks may allow is believed where nothing as good precedes for certain.
    const chosen = choose(hits.filter((hit) => hit.sure || hit.rank < best))
    if (
      chosen.length === recorded.causes.length &&
      chosen.every(({ cause, via }, at) => recorded.causes[at]?.id === cause.id && recorded.causes[at]?.via === via)
    )
      return false
    // What was found once and is forgotten by now is not unsaid.
    if (chosen.length === 0 && !recorded.primary) return false
    unrelate(recorded.primary, 'effects', recorded)
    recorded.causes = chosen.map(({ cause, via }) => ({ id: cause.id, via }))
    recorded.primary = chosen[0]?.cause
    if (recorded.primary) relate(recorded.primary, 'effects', recorded)
    return true
  }

  /** Puts the step where others look for their cause; `places` may have grown. */
  offer(recorded: Recorded): void {
    for (const place of recorded.places) {
      const candidates = put(place, 'candidates', recorded)
      if (candidates.length > mostCandidates) candidates.splice(candidates.indexOf(candidates.reduce(earlier)), 1)
    }
  }

  /** Lets the step be found by causes that arrive later. */
  wait(recorded: Recorded): void {
    if (recorded.seeks.length === 0) return
    for (const { bucket } of recorded.seeks) {
      const seekers = put(bucket, 'seekers', recorded)
      if (seekers.length > mostSeekers) seekers.shift()
    }
    this.#fresh.add(recorded)
  }

  /** The step waits no longer: where it looked is forgotten. */
  leave(recorded: Recorded): void {
    if (!this.#fresh.delete(recorded) && !this.#lacking.delete(recorded)) return
    for (const { bucket } of recorded.seeks) remove(bucket, 'seekers', recorded)
    recorded.seeks = nowhere
  }

  /** Lets those go that have waited long enough. Looks at the oldest only. */
  settle(now: number): void {
    for (const recorded of this.#fresh) {
      if (now - recorded.at.seen <= settled) break
      if (recorded.causes.length > 0) this.leave(recorded)
      else {
        this.#fresh.delete(recorded)
        this.#lacking.add(recorded)
      }
    }
    for (const recorded of this.#lacking) {
      if (now - recorded.at.seen <= patience) break
      this.leave(recorded)
    }
  }

  /** Steps that may have this one as their cause and are not settled yet. */
  waiting(cause: Recorded): readonly Recorded[] {
    let found: Recorded[] | undefined
    // A later signal may have moved it: those that could have it until now have to look again, too.
    const moved = cause.signals.length > 1
    for (const { seekers } of cause.places) {
      for (const seeker of seekers) {
        if (!moved && !nearlyPrecedes(cause, seeker) && !precedes(cause, seeker)) continue
        if (seeker.causes.length === 0 || this.#fresh.has(seeker)) (found ??= []).push(seeker)
      }
    }
    return found ?? none
  }

  forget(recorded: Recorded): void {
    for (const effect of recorded.effects) effect.primary = undefined
    unrelate(recorded.primary, 'effects', recorded)
    recorded.primary = undefined
    this.leave(recorded)
    for (const place of recorded.places) remove(place, 'candidates', recorded)
  }
}

/** Most buckets hold a single step on one side: lists are made to measure when they are needed. */
function put(bucket: Bucket, on: 'candidates' | 'seekers', recorded: Recorded): Recorded[] {
  if (bucket[on] === none) bucket[on] = [recorded]
  else if (!bucket[on].includes(recorded)) bucket[on].push(recorded)
  return bucket[on]
}

function remove(bucket: Bucket, from: 'candidates' | 'seekers', recorded: Recorded): void {
  const at = bucket[from].indexOf(recorded)
  if (at < 0) return
  bucket[from].splice(at, 1)
  if (bucket.candidates.length === 0 && bucket.seekers.length === 0) bucket.home.delete(bucket.id)
}

function pick(candidates: readonly Recorded[], effect: Recorded): Recorded | undefined {
  let latest: Recorded | undefined
  let nearest: Recorded | undefined
  for (const candidate of candidates) {
    if (candidate === effect) continue
    if (precedes(candidate, effect)) {
      if ((!latest || compareMoments(candidate, latest) > 0) && explains(candidate, effect)) latest = candidate
    } else if (nearlyPrecedes(candidate, effect) && (!nearest || compareMoments(candidate, nearest) < 0) && explains(candidate, effect))
      nearest = candidate
  }
  return latest ?? nearest
}

/** Not a consequence of its own effect; and an inferred step that has nothing but this effect as its proof explains nothing. */
function explains(candidate: Recorded, effect: Recorded): boolean {
  if (effect.effects.size === 0 && effect.implied.size === 0) return true
  return !(candidate.proof === effect && candidate.causes.length === 0) && !comesFrom(candidate, effect)
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
  // What the latest itself led to is later still, whatever the clocks say.
  const near = hits.filter(({ cause }) => isTogether(cause, latest.cause) || comesFrom(cause, latest.cause))
  const rank = Math.min(...near.map((hit) => hit.rank))
  const best = near.filter((hit) => hit.rank === rank).sort((a, b) => compareMoments(b.cause, a.cause))
  return best.filter(({ cause }, at) => best.findIndex((other) => other.cause === cause) === at).slice(0, mostCauses)
}

function earlier(one: Recorded, other: Recorded): Recorded {
  return compareMoments(one, other) <= 0 ? one : other
}
