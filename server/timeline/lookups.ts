import type { Via } from '../wire/step.ts'
import type { Definition } from './definition.ts'
import type { Bucket, Recorded, Seek } from './record.ts'

type BucketOf = (key: string, id: string) => Bucket

/** Where others find this step: under its subject's uid and what its signals offer. Only grows. */
export function placesOf({ definition, subject, signals, places }: Recorded, bucketOf: BucketOf): readonly Bucket[] {
  const all = places.length > 0 ? [...places] : [bucketOf(definition.key, subject.uid)]
  for (const { draft } of signals) {
    for (const id of draft.offers ?? []) if (!all.some((place) => place.id === id)) all.push(bucketOf(definition.key, id))
  }
  return all
}

/** Where this step looks for its cause, the best rule first. */
export function seeksOf({ subject, signals }: Recorded, because: Definition['because'], bucketOf: BucketOf): Seek[] {
  const seeks: Seek[] = []
  if (!because) return seeks
  for (let rank = 0; rank < because.length; rank++) {
    const { key, via } = because[rank] as { key: string; via: Via }
    let given = false
    for (const { draft } of signals) {
      const sought = draft.seeks?.[via]
      if (sought === undefined) continue
      given = true
      if (typeof sought === 'string') add(seeks, rank, via, bucketOf(key, sought))
      else for (const id of sought) add(seeks, rank, via, bucketOf(key, id))
    }
    if (!given && via === 'same') add(seeks, rank, via, bucketOf(key, subject.uid))
  }
  return seeks
}

function add(seeks: Seek[], rank: number, via: Via, bucket: Bucket): void {
  for (const seek of seeks) if (seek.bucket === bucket) return
  seeks.push({ rank, via, bucket })
}
