import { decode, encode } from './codec.ts'
import type { Change, Delta, Sink } from './delta.ts'
import { ingest, readLine } from './ingest.ts'
import type { Kind, KubeObject } from './kinds.ts'
import { resources } from './resources.ts'
import { createStore } from './store.ts'

/** A delta as it stands on a tape. `was` and `changed` are not: the store it is played into knows them. */
interface EncodedDelta {
  kind: Kind
  change: Change
  rv: string
  object?: unknown
  gone?: true
  gap?: { from: number; to: number }
}

/** What of a delta goes on a tape. */
export function encodeDelta({ kind, change, was, now, rv, gap }: Delta): unknown {
  const object = now ?? was
  return {
    kind,
    change,
    rv,
    ...(object && { object: encode(object) }),
    ...(!now && was && { gone: true }),
    ...(gap && { gap }),
  } satisfies EncodedDelta
}

/** Makes deltas of what is on a tape, through a store of its own. Each throws TypeError on what is none of ours. */
export interface TapePlayer {
  /** What encodeDelta wrote. */
  delta(value: unknown, seen: number): void
  /** What encode wrote: an object of the keyframe that playing begins with. */
  object(value: unknown, seen: number): void
  /** Raw text, as a reflector's Tap had it: read as a live line is read. */
  line(line: { kind: string; phase: 'list' | 'list-end' | 'watch'; text: string }, seen: number): void
}

export function createPlayer(sink: Pick<Sink, 'delta'>): TapePlayer {
  const store = createStore(sink)
  const lists = new Map<Kind, KubeObject[]>()

  return {
    delta(value, seen) {
      const { kind, change, rv, object, gone, gap } = value as EncodedDelta
      store.replay({
        kind: known(kind),
        change,
        rv,
        seen,
        ...(object !== undefined && { object: decode(kind, object) }),
        ...(gone && { gone }),
        ...(gap && { gap }),
      })
    },
    object(value, seen) {
      const kind = known((value as KubeObject | null)?.kind)
      const object = decode(kind, value)
      store.replay({ kind, change: 'listed', object, rv: object.meta.resourceVersion, seen })
    },
    line({ kind: name, phase, text }, seen) {
      const kind = known(name)
      if (phase === 'list') {
        const list = lists.get(kind) ?? []
        lists.set(kind, list)
        list.push(ingest(kind, JSON.parse(text)))
      } else if (phase === 'list-end') {
        store.replace(kind, (lists.get(kind) ?? []) as never[], seen)
        lists.delete(kind)
      } else {
        const read = readLine(kind, text)
        if (read.type === 'BOOKMARK') store.heard(kind, seen)
        else if (read.type !== 'ERROR') store.apply(kind, read.type, read.object, seen)
      }
    },
  }
}

function known(kind: string | undefined): Kind {
  if (kind === undefined || !Object.hasOwn(resources, kind)) throw new TypeError(`no kind of ours: ${kind}`)
  return kind as Kind
}
