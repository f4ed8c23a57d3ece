import type { Via } from '../wire/step.ts'
import { compareMoments, isTogether, nearlyPrecedes, precedes } from './moment.ts'
import { Places } from './place.ts'
import { Queue } from './queue.ts'
import { type Recorded, type Seek, relate, unrelate } from './record.ts'

interface Hit {
  cause: Recorded
  rank: number
  via: Via
  /** Precedes for certain, and not only as far as clocks may be off. */
  sure: boolean
}

const noHits: readonly Hit[] = []
const none: readonly Recorded[] = []
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
  readonly #places = new Places()
  /** Steps whose causes may still be replaced, and those that still have none, in order of arrival. */
  readonly #fresh = new Queue<Recorded>()
  readonly #lacking = new Queue<Recorded>()

  readonly placeAt = this.#places.at

  /** Looks the causes up; true if they changed. */
  resolve(recorded: Recorded): boolean {
    const chosen = choose(hitsOf(recorded))
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
      const causes = this.#places.putCause(place, recorded)
      if (causes.length > mostCandidates) causes.splice(causes.indexOf(causes.reduce(earlier)), 1)
    }
  }

  /** Lets the step be found by causes that arrive later. */
  wait(recorded: Recorded): void {
    if (recorded.seeks.length === 0) return
    for (const { place } of recorded.seeks) {
      const seekers = this.#places.putSeeker(place, recorded)
      if (seekers.length > mostSeekers) seekers.shift()
    }
    this.#fresh.add(recorded)
  }

  /** The step waits no longer: where it looked is forgotten. */
  leave(recorded: Recorded): void {
    if (!this.#fresh.delete(recorded) && !this.#lacking.delete(recorded)) return
    for (const { place } of recorded.seeks) this.#places.takeSeeker(place, recorded)
    recorded.seeks = nowhere
  }

  /** Lets those go that have waited long enough. Looks at the oldest only. */
  settle(now: number): void {
    for (let oldest = this.#fresh.first(); oldest && now - oldest.at.seen > settled; oldest = this.#fresh.first()) {
      if (oldest.causes.length > 0) this.leave(oldest)
      else {
        this.#fresh.delete(oldest)
        this.#lacking.add(oldest)
      }
    }
    for (let oldest = this.#lacking.first(); oldest && now - oldest.at.seen > patience; oldest = this.#lacking.first()) this.leave(oldest)
  }

  /** Steps that may have this one as their cause and are not settled yet. */
  waiting(cause: Recorded): readonly Recorded[] {
    let found: Recorded[] | undefined
    // A later signal may have moved it: those that could have it until now have to look again, too.
    const moved = cause.signals.length > 1
    for (const place of cause.places) {
      // Nobody seeks at most places, and an iterator of nothing has to be made, too.
      if (place.seekers.size === 0) continue
      for (const [rules, seekers] of place.seekers) {
        const vias = rules.viasTo.get(cause.definition.key)
        if (!vias) continue
        for (const seeker of seekers) {
          if (!moved && !nearlyPrecedes(cause, seeker) && !precedes(cause, seeker)) continue
          if (seeker.causes.length > 0 && !this.#fresh.has(seeker)) continue
          if (seeker.seeks.some((seek) => seek.place === place && vias.includes(seek.via))) (found ??= []).push(seeker)
        }
      }
    }
    return found ?? none
  }

  forget(recorded: Recorded): void {
    for (const effect of recorded.effects) effect.primary = undefined
    unrelate(recorded.primary, 'effects', recorded)
    recorded.primary = undefined
    this.leave(recorded)
    for (const place of recorded.places) this.#places.takeCause(place, recorded)
  }
}

/** Per rule and place the one cause that it leads to, the best rule first. */
function hitsOf(effect: Recorded): readonly Hit[] {
  const { rules } = effect
  const seeks = effect.seeks.filter(({ place }) => place.causes.size > 0)
  if (seeks.length === 0) return noHits
  const hits: Hit[] = []
  for (let rank = 0; rank < rules.list.length; rank++) {
    const { key, via } = rules.list[rank] as { key: string; via: Via }
    for (const seek of seeks) {
      const candidates = seek.via === via ? seek.place.causes.get(key) : undefined
      const cause = candidates && pick(candidates, effect)
      if (cause) hits.push({ cause, rank, via, sure: precedes(cause, effect) })
    }
  }
  return hits
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

function choose(all: readonly Hit[]): readonly Hit[] {
  if (all.length < 2) return all
  // What only clocks may allow is believed where nothing as good precedes for certain.
  const sure = all.reduce((rank, hit) => (hit.sure ? Math.min(rank, hit.rank) : rank), Infinity)
  const hits = all.filter((hit) => hit.sure || hit.rank < sure)
  const latest = hits.reduce((one, other) => (compareMoments(other.cause, one.cause) > 0 ? other : one))
  // What the latest itself led to is later still, whatever the clocks say.
  const near = hits.filter(({ cause }) => isTogether(cause, latest.cause) || comesFrom(cause, latest.cause))
  const best = near.filter(({ rank }) => rank === near[0]?.rank)
  if (best.length < 2) return best
  best.sort((a, b) => compareMoments(b.cause, a.cause))
  return best.filter(({ cause }, at) => best.findIndex((other) => other.cause === cause) === at).slice(0, mostCauses)
}

function earlier(one: Recorded, other: Recorded): Recorded {
  return compareMoments(one, other) <= 0 ? one : other
}
