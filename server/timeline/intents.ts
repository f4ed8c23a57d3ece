import type { Kind, KubeObject } from '../cluster/kinds.ts'
import type { World } from '../world/world.ts'
import { connected } from './connected.ts'
import { gapDefinition } from './gap.ts'
import { apart, compareMoments, isTogether } from './moment.ts'
import { type Recorded, relate, unrelate } from './record.ts'

const window = 1_000
/** Arrival of two objects of one apply may differ by more than what lies between their writes. */
const late = 2_000
const most = 256

/** Finds intents of one author within a second on connected objects: one apply of a Deployment and its Service is one story. So are gaps of several kinds. */
export class Intents {
  readonly #world: World
  readonly #recent = new Set<Recorded>()

  constructor(world: World) {
    this.#world = world
  }

  /** Allies the intent with those it belongs to; true if it found any. Called again when its author becomes known. */
  ally(intent: Recorded, now: number): boolean {
    let found = false
    for (const other of this.#recent) {
      if (now - other.at.seen > window + late || this.#recent.size > most) this.#recent.delete(other)
      else if (other !== intent && !intent.allies.has(other) && this.#belong(intent, other)) {
        relate(intent, 'allies', other)
        relate(other, 'allies', intent)
        found = true
      }
    }
    this.#recent.add(intent)
    return found
  }

  forget(intent: Recorded): void {
    this.#recent.delete(intent)
    for (const ally of intent.allies) unrelate(ally, 'allies', intent)
  }

  #belong(one: Recorded, other: Recorded): boolean {
    if (one.definition === gapDefinition || other.definition === gapDefinition) return one.definition === other.definition && isTogether(one, other)
    if (one.component !== other.component || one.component === 'unknown' || one.subject.uid === other.subject.uid || apart(one, other) > window)
      return false
    const first = this.#object(one)
    const second = this.#object(other)
    return first !== undefined && second !== undefined && connected(first, second)
  }

  #object({ subject }: Recorded): KubeObject | undefined {
    return this.#world.get(subject.kind as Kind, subject.uid) ?? this.#world.departed(subject.uid)
  }
}

/** The intents that share a story with this one, itself included, first of all the one that gives the story its id. */
export function alliance(intent: Recorded): Recorded[] {
  if (intent.allies.size === 0) return [intent]
  const all = new Set([intent])
  for (const one of all) for (const ally of one.allies) if (!ally.primary) all.add(ally)
  return [...all].sort(compareMoments)
}
