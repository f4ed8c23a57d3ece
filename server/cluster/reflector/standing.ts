import type { Log } from '../../log.ts'
import type { KindHealth, Rule } from '../../wire/health.ts'
import type { Kind } from '../kinds.ts'
import type { Gap, Store } from '../store.ts'

/** How one kind stands, and who is told. */
export interface Standing {
  /** Any line arrived. */
  heard(seen: number): void
  /** In step with the server as of then: everything it told has been taken in. */
  contact(seen: number): void
  become(state: KindHealth['state'], note?: string, rule?: Rule): void
  /** A list is whole. `again`: there was one before; `gap`: when something may have happened unseen. */
  listed(again: boolean, gap: Gap | undefined): void
  now(): KindHealth
}

export function createStanding(kind: Kind, store: Store, onHealth: (health: KindHealth) => void, log: Log): Standing {
  const health: KindHealth = { kind, state: 'syncing', since: Date.now(), objects: 0, relists: 0, gaps: 0 }
  let contact = 0
  /** What the newest recovery had to leave out. */
  let missed: string | undefined
  const now = () => ({ ...health, objects: store.count(kind) })
  onHealth(now())

  return {
    now,
    heard: (seen) => void (health.line = seen),
    contact: (seen) => void (contact = seen),
    become(state, note, rule) {
      if (state !== 'live') missed = undefined
      const before = health.note
      health.note = note ?? missed
      health.rule = rule
      if (health.state === state) {
        // A first list that fails changes nothing but the reason.
        if (note !== undefined && note !== before) log.info('kind', { kind, state, note })
        return
      }
      health.state = state
      // A connection that broke was last good when it was last heard of.
      health.since = state === 'reconnecting' && contact ? contact : Date.now()
      log.info('kind', { kind, state, note })
      onHealth(now())
    },
    listed(again, gap) {
      if (again) health.relists++
      if (!gap) return
      health.gaps++
      missed = `Not watched from ${clock(gap.from)} to ${clock(gap.to)}; what changed meanwhile is told with all of that time.`
    },
  }
}

/** As logs have it, to the second. */
function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
