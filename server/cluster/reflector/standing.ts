import type { Log } from '../../log.ts'
import type { KindHealth } from '../../wire/health.ts'
import type { Kind } from '../kinds.ts'
import type { Store } from '../store.ts'

/** How one kind stands, and who is told. */
export interface Standing {
  /** Any line arrived. */
  heard(seen: number): void
  /** In step with the server as of then: everything it told has been taken in. */
  contact(seen: number): void
  become(state: KindHealth['state'], note?: string): void
  /** A list is whole. `again`: there was one before; `gap`: something may have happened unseen. */
  listed(again: boolean, gap: boolean): void
  now(): KindHealth
}

export function createStanding(kind: Kind, store: Store, onHealth: (health: KindHealth) => void, log: Log): Standing {
  const health: KindHealth = { kind, state: 'syncing', since: Date.now(), objects: 0, relists: 0, gaps: 0 }
  let contact = 0
  const now = () => ({ ...health, objects: store.count(kind) })
  onHealth(now())

  return {
    now,
    heard: (seen) => void (health.line = seen),
    contact: (seen) => void (contact = seen),
    become(state, note) {
      health.note = note
      if (health.state === state) return
      health.state = state
      // A connection that broke was last good when it was last heard of.
      health.since = state === 'reconnecting' && contact ? contact : Date.now()
      log.info('kind', { kind, state, note })
      onHealth(now())
    },
    listed(again, gap) {
      if (again) health.relists++
      if (gap) health.gaps++
    },
  }
}
