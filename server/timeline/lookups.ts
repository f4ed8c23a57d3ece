import type { Via } from '../wire/step.ts'
import type { Place } from './place.ts'
import type { Recorded, Seek } from './record.ts'

type At = (id: string) => Place

/** Where others find this step: under its subject's uid, which comes first, and what its signals offer. Only grows. */
export function placesOf({ subject, signals, places }: Recorded, at: At): readonly Place[] {
  const all = places.length > 0 ? places.map(({ id }) => at(id)) : [at(subject.uid)]
  for (const { draft } of signals) {
    for (const id of draft.offers ?? []) if (!all.some((place) => place.id === id)) all.push(at(id))
  }
  return all
}

/** Where this step looks for its cause. Needs its `places`. */
export function seeksOf({ signals, places, rules }: Recorded, at: At): Seek[] {
  const seeks: Seek[] = []
  for (const via of rules.vias) {
    let given = false
    for (const { draft } of signals) {
      const sought = draft.seeks?.[via]
      if (sought === undefined) continue
      given = true
      if (typeof sought === 'string') add(seeks, via, at(sought))
      else for (const id of sought) add(seeks, via, at(id))
    }
    if (!given && via === 'same') add(seeks, via, places[0] as Place)
  }
  return seeks
}

function add(seeks: Seek[], via: Via, place: Place): void {
  for (const seek of seeks) if (seek.place === place && seek.via === via) return
  seeks.push({ via, place })
}
