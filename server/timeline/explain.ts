import type { Changed, Delta } from '../cluster/delta.ts'
import type { Event } from '../cluster/kinds.ts'
import type { Draft } from '../explainers/explainer.ts'
import type { Env, World } from '../world/world.ts'
import type { Definition } from './definition.ts'
import { witness } from './witness.ts'

export interface Recognised {
  definition: Definition
  draft: Draft
}

const usual: readonly Delta['change'][] = ['added', 'updated', 'deleted', 'relisted']
/** The end of an Event is its expiry, which says nothing about the cluster. */
const usualForEvents: readonly Delta['change'][] = ['added', 'updated', 'relisted']
const mostPaths = 4_000
const nothing: readonly Draft[] = []

/** The definitions that one kind's deltas can concern. */
interface Shelf {
  whole: Definition[]
  watching: { prefix: string; definition: Definition }[]
  /** What a changed path concerns, filled as paths are met: their variety is small, containers and conditions apart. */
  byPath: Map<string, readonly Definition[]>
  byReason: Map<string, Definition[]>
}

/**
 * Dispatches a delta to the few definitions that it can concern. `faults` counts matches that threw, by step key.
 * `onRead` hears of each match that asked for other objects, with what it found.
 */
export function createExplain(
  all: Iterable<Definition>,
  world: World,
  env: Env,
  onRead: (definition: Definition, delta: Delta, drafts: readonly Draft[]) => void,
) {
  const faults: Record<string, number> = {}
  const witnessed = witness(world)
  const shelves = new Map<string, Shelf>()
  const ticking: Definition[] = []
  for (const definition of all) {
    if (!definition.match) continue
    if (definition.change?.includes('tick')) ticking.push(definition)
    for (const kind of [definition.on].flat()) shelve(definition, kind)
  }

  function shelve(definition: Definition, kind: string) {
    let shelf = shelves.get(kind)
    if (!shelf) shelves.set(kind, (shelf = { whole: [], watching: [], byPath: new Map(), byReason: new Map() }))
    if (!definition.when) shelf.whole.push(definition)
    else if (kind !== 'Event') for (const prefix of definition.when) shelf.watching.push({ prefix, definition })
    else for (const reason of definition.when) shelf.byReason.set(reason, [...(shelf.byReason.get(reason) ?? []), definition])
  }

  /** One or several drafts, or none; a match that throws is counted and harms nobody else. */
  function match(definition: Definition, delta: Delta): readonly Draft[] {
    try {
      const drafts = definition.match?.(delta, witnessed.world, env)
      return !drafts ? nothing : Array.isArray(drafts) ? drafts : [drafts]
    } catch {
      faults[definition.key] = (faults[definition.key] ?? 0) + 1
      return nothing
    }
  }

  function attempt(definition: Definition, delta: Delta, found: Recognised[] | undefined): Recognised[] | undefined {
    const changes = definition.change ?? (delta.kind === 'Event' ? usualForEvents : usual)
    if (!changes.includes(delta.change)) return found
    witnessed.asked = false
    const drafts = match(definition, delta)
    if (definition.reads && witnessed.asked) onRead(definition, delta, drafts)
    for (const draft of drafts) (found ??= []).push({ definition, draft })
    return found
  }

  function explain(delta: Delta): Recognised[] | undefined {
    if (delta.change === 'listed' || delta.change === 'gap') return undefined
    let found: Recognised[] | undefined
    if (delta.change === 'tick') {
      for (const definition of ticking) found = attempt(definition, delta, found)
      return found
    }
    const shelf = shelves.get(delta.kind)
    if (!shelf) return undefined
    for (const definition of shelf.whole) found = attempt(definition, delta, found)
    if (delta.kind === 'Event') {
      const reason = ((delta.now ?? delta.was) as Event | undefined)?.reason
      for (const definition of shelf.byReason.get(reason ?? '') ?? []) found = attempt(definition, delta, found)
    } else if (delta.was && delta.now) {
      for (const definition of concerned(shelf, delta.changed)) found = attempt(definition, delta, found)
    } else {
      let last: Definition | undefined
      for (const { definition } of shelf.watching) {
        if (definition !== last) found = attempt(definition, delta, found)
        last = definition
      }
    }
    return found
  }
  return { explain, match, faults }
}

function concerned(shelf: Shelf, changed: Changed): readonly Definition[] {
  let only: readonly Definition[] = []
  let several: Definition[] | undefined
  for (const path of changed.paths) {
    const these = forPath(shelf, path)
    if (these.length === 0 || these === only) continue
    if (only.length === 0) only = these
    else {
      several ??= [...only]
      for (const definition of these) if (!several.includes(definition)) several.push(definition)
    }
  }
  return several ?? only
}

/** A path at or below a prefix concerns it, and so does one above it: what appears or goes as a whole is one path. */
function forPath(shelf: Shelf, path: string): readonly Definition[] {
  let these = shelf.byPath.get(path)
  if (!these) {
    if (shelf.byPath.size >= mostPaths) shelf.byPath.clear()
    these = [...new Set(shelf.watching.filter(({ prefix }) => below(path, prefix) || below(prefix, path)).map(({ definition }) => definition))]
    shelf.byPath.set(path, these)
  }
  return these
}

function below(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '.' || path[prefix.length] === '[')
}
