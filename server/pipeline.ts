import type { Delta, Sink } from './cluster/delta.ts'
import { catalogue } from './explainers/catalogue.ts'
import { explainers } from './explainers/index.ts'
import { createTimeline, type Timeline } from './timeline/timeline.ts'
import type { Catalogue } from './wire/component.ts'
import type { Entry, Hello } from './wire/events.ts'
import type { Health, KindHealth } from './wire/health.ts'
import { createEnv } from './world/create-env.ts'
import { createWorld } from './world/create-world.ts'

/** What start and tail share: a sink that makes deltas into entries. */
export interface Pipeline extends Sink, Pick<Timeline, 'recent' | 'step' | 'evidence' | 'end'> {
  /** As of the last report of every kind. */
  healthNow(): Health
}

export interface Heard {
  entries(entries: Entry[], delta: Delta): void
  /** A kind or the whole has changed its state, or new counts are in. */
  health?(health: Health): void
}

export const cards = explainers.map(({ card }) => card)

export function catalogueOf(lang: 'en' | 'vi'): Catalogue {
  return catalogue(explainers, lang)
}

export function createPipeline(cluster: Hello['cluster'], replay: boolean, heard: Heard): Pipeline {
  const world = createWorld()
  const env = createEnv({ version: cluster.version, uid: cluster.uid })
  const timeline = createTimeline({ explainers, env, world })
  const kinds = new Map<string, KindHealth>()
  const events = replay ? undefined : createBudget(take)
  let since = Date.now()
  let state: Health['state'] = replay ? 'replay' : 'syncing'

  return {
    delta(delta) {
      if (events && delta.kind === 'Event' && delta.change !== 'listed') events.add(delta)
      else take(delta)
    },
    health(kind) {
      kinds.set(kind.kind, kind)
      const next = stateOf(kinds.values())
      if (next === 'stale') since = staleSince()
      else if (next !== state) since = Date.now()
      state = next
      heard.health?.(healthNow())
    },
    healthNow,
    recent: () => timeline.recent(),
    end: () => timeline.end(),
    step: (id) => timeline.step(id),
    evidence: (id, part) => timeline.evidence(id, part),
  }

  function take(delta: Delta) {
    world.apply(delta)
    env.apply(delta)
    const entries = timeline.offer(delta)
    if (entries.length > 0) heard.entries(entries, delta)
  }

  function healthNow(): Health {
    return { state, since, kinds: [...kinds.values()], faults: { ...timeline.faults } }
  }

  /** A stream that broke was last whole when it was last heard of; when all are gone the API server is, since anything was last heard of it. */
  function staleSince(): number {
    const watched = [...kinds.values()].filter((kind) => kind.state !== 'forbidden' && kind.state !== 'absent')
    const lost = watched.filter((kind) => kind.state === 'reconnecting').map((kind) => kind.since)
    if (lost.length === watched.length) return Math.max(...lost)
    return state === 'stale' ? since : Math.min(...lost)
  }
}

/** How long Events may hold the event loop at a time, ms. */
const SLICE = 4

/**
 * Events have a queue of their own: they repeat what fields say and come in floods, and must not delay the objects they are about.
 * A recording needs none: everything in it has arrived.
 */
function createBudget(take: (delta: Delta) => void) {
  let waiting: Delta[] = []
  let done = 0
  let scheduled = false
  return {
    add(delta: Delta) {
      waiting.push(delta)
      if (!scheduled) setImmediate(work)
      scheduled = true
    },
  }

  function work() {
    const end = performance.now() + SLICE
    while (done < waiting.length && performance.now() < end) take(waiting[done++]!)
    scheduled = done < waiting.length
    if (scheduled) return void setImmediate(work)
    waiting = []
    done = 0
  }
}

/** What is forbidden or absent is shown as such and makes nothing else stale. */
function stateOf(kinds: Iterable<KindHealth>): Health['state'] {
  const states = new Set(Array.from(kinds, ({ state }) => state))
  if (states.has('reconnecting')) return 'stale'
  return states.has('syncing') ? 'syncing' : 'live'
}
