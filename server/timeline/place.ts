import type { Recorded } from './record.ts'
import type { Rules } from './rules.ts'

/** All that is found under one id. It is held by those who are in it: looking it up means hashing the id. */
export interface Place {
  readonly id: string
  /** Steps that others may have as their cause, by key. */
  causes: Map<string, Recorded[]>
  /** Steps that look here for theirs, by what they look for: one entry per step, however many rules lead here. */
  seekers: Map<Rules, Recorded[]>
}

/** Shared by all that hold nothing; never put into. */
const noCauses: Place['causes'] = new Map()
const noSeekers: Place['seekers'] = new Map()

export class Places {
  readonly #all = new Map<string, Place>()

  /** It is forgotten when it is emptied: a new one is put into at once. */
  readonly at = (id: string): Place => {
    let place = this.#all.get(id)
    if (!place) this.#all.set(id, (place = { id, causes: noCauses, seekers: noSeekers }))
    return place
  }

  /** Both give the list that the step is in now. */
  putCause(place: Place, cause: Recorded): Recorded[] {
    if (place.causes === noCauses) place.causes = new Map()
    return put(place.causes, cause.definition.key, cause)
  }

  putSeeker(place: Place, seeker: Recorded): Recorded[] {
    if (place.seekers === noSeekers) place.seekers = new Map()
    return put(place.seekers, seeker.rules, seeker)
  }

  takeCause(place: Place, cause: Recorded): void {
    take(place.causes, cause.definition.key, cause)
    this.#tidy(place)
  }

  takeSeeker(place: Place, seeker: Recorded): void {
    take(place.seekers, seeker.rules, seeker)
    this.#tidy(place)
  }

  #tidy({ id, causes, seekers }: Place): void {
    if (causes.size === 0 && seekers.size === 0) this.#all.delete(id)
  }
}

function put<K>(lists: Map<K, Recorded[]>, key: K, recorded: Recorded): Recorded[] {
  let list = lists.get(key)
  if (!list) lists.set(key, (list = [recorded]))
  else if (!list.includes(recorded)) list.push(recorded)
  return list
}

function take<K>(lists: Map<K, Recorded[]>, key: K, recorded: Recorded): void {
  const list = lists.get(key)
  const at = list?.indexOf(recorded) ?? -1
  if (!list || at < 0) return
  list.splice(at, 1)
  if (list.length === 0) lists.delete(key)
}
