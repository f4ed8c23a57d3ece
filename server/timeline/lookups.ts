import type { Via } from '../wire/step.ts'
import type { Definition } from './definition.ts'
import { placeOf } from './link.ts'
import type { Recorded, Seek } from './record.ts'
import type { Signal } from './signal.ts'

/** Where others find this step: under its subject's uid and what its signals offer. */
export function placesOf({ definition, subject, signals }: Recorded): string[] {
  const places = new Set([placeOf(definition.key, subject.uid)])
  for (const { draft } of signals) for (const id of draft.offers ?? []) places.add(placeOf(definition.key, id))
  return [...places]
}

/** Where this step looks for its cause, the best rule first. */
export function seeksOf({ subject, signals }: Pick<Recorded, 'subject' | 'signals'>, because: Definition['because']): Seek[] {
  const seeks: Seek[] = []
  because?.forEach(({ key, via }, rank) => {
    for (const id of idsOf(signals, via) ?? (via === 'same' ? [subject.uid] : [])) {
      const bucket = placeOf(key, id)
      if (!seeks.some(seek => seek.bucket === bucket)) seeks.push({ rank, via, bucket })
    }
  })
  return seeks
}

function idsOf(signals: readonly Signal[], via: Via): string[] | undefined {
  let ids: string[] | undefined
  for (const { draft } of signals) {
    const sought = draft.seeks?.[via]
    if (sought !== undefined) ids = (ids ?? []).concat(sought)
  }
  return ids
}
