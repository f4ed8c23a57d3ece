import type { Via } from '../wire/step.ts'
import type { Definition } from './definition.ts'
import type { Recorded, Seek } from './record.ts'

/** The ids under which others find this step: its subject's uid and what its signals offer. Only grows. */
export function placesOf({ subject, signals, places }: Recorded): string[] {
  let all = places.length > 0 ? places : [subject.uid]
  for (const { draft } of signals) {
    for (const id of draft.offers ?? []) if (!all.includes(id)) all = [...all, id]
  }
  return all
}

/** Where this step looks for its cause, the best rule first. */
export function seeksOf({ subject, signals }: Pick<Recorded, 'subject' | 'signals'>, because: Definition['because']): Seek[] {
  const seeks: Seek[] = []
  if (!because) return seeks
  for (let rank = 0; rank < because.length; rank++) {
    const { key, via } = because[rank] as { key: string; via: Via }
    let given = false
    for (const { draft } of signals) {
      const sought = draft.seeks?.[via]
      if (sought === undefined) continue
      given = true
      if (typeof sought === 'string') add(seeks, rank, via, key, sought)
      else for (const id of sought) add(seeks, rank, via, key, id)
    }
    if (!given && via === 'same') add(seeks, rank, via, key, subject.uid)
  }
  return seeks
}

function add(seeks: Seek[], rank: number, via: Via, key: string, id: string): void {
  for (const seek of seeks) if (seek.id === id && seek.key === key) return
  seeks.push({ rank, via, key, id })
}
