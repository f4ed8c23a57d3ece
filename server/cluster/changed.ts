import type { Changed } from './delta.ts'
import { equal } from './equal.ts'
import { Fields } from './field-set.ts'
import type { KubeObject, ManagedEntry } from './kinds.ts'
import { fieldName, keyedLists, maps, structs } from './paths.ts'

type Fielded = Record<string, unknown>

const nothing: Fielded = {}

/** What differs between two projected states of one object. Equal parts of `now` are replaced by those of `was`: they are kept once. */
export function changedBetween<T extends KubeObject>(was: T, now: T): Changed {
  const changes = new Changes(was, now)
  changes.struct('metadata', 'metadata', was.meta as unknown as Fielded, now.meta as unknown as Fielded)
  changes.struct('', '', was as unknown as Fielded, now as unknown as Fielded)
  // The order of fields differs between a fresh projection and a decoded one; a replay must say the same.
  changes.paths.sort()
  return changes.paths.length === 0 ? unchanged : changes
}

export const unchanged: Changed = Object.freeze({ paths: Object.freeze([]), has: () => false, owner: () => undefined, owners: Object.freeze([]) })

/** Never compared: identity, and what moves with every write. */
const apart = new Set(['kind', 'apiVersion', 'meta', 'managed', 'uid', 'name', 'namespace', 'resourceVersion', 'creationTimestamp'])

class Changes implements Changed {
  readonly paths: string[] = []
  #removed = new Set<string>()
  #was: KubeObject
  #now: KubeObject
  #owners: ManagedEntry[] | undefined
  /** Differences met so far; more than `paths` where two fields are one path. */
  #met = 0

  constructor(was: KubeObject, now: KubeObject) {
    this.#was = was
    this.#now = now
  }

  has(prefix: string): boolean {
    return this.paths.some(
      (path) => path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '.' || path[prefix.length] === '['),
    )
  }

  owner(path: string): ManagedEntry | undefined {
    if (path === 'metadata.finalizers') return this.#finalizerOwner()
    return ownerIn((this.#removed.has(path) ? this.#was : this.#now).meta.managed, path)
  }

  get owners(): readonly ManagedEntry[] {
    if (!this.#owners) {
      const found = new Set<ManagedEntry>()
      for (const path of this.paths) {
        const owner = this.owner(path)
        if (owner) found.add(owner)
      }
      this.#owners = [...found]
    }
    return this.#owners
  }

  /** A set in managedFields: an added item is owned in now, a removed one in was. */
  #finalizerOwner(): ManagedEntry | undefined {
    const was = this.#was.meta.finalizers ?? []
    const now = this.#now.meta.finalizers ?? []
    const added = now.find((item) => !was.includes(item))
    if (added !== undefined) return ownerIn(this.#now.meta.managed, `metadata.finalizers[=${added}]`)
    const removed = was.find((item) => !now.includes(item))
    return removed === undefined ? undefined : ownerIn(this.#was.meta.managed, `metadata.finalizers[=${removed}]`)
  }

  /** `name` is the field it lies in, as projected; `path` is Kubernetes' path of it. */
  struct(path: string, name: string, was: Fielded, now: Fielded): void {
    for (const field in now) {
      if (was[field] !== now[field] && !apart.has(field)) this.#field(path, name, field, was, now)
    }
    for (const field in was) {
      if (was[field] !== undefined && !(field in now) && !apart.has(field)) this.#field(path, name, field, was, now)
    }
  }

  #field(path: string, inside: string, field: string, was: Fielded, now: Fielded): void {
    const before = was[field]
    const after = now[field]
    const value = after ?? before
    const fieldPath = (path ? path + '.' : '') + fieldName(this.#now.kind, inside, field)
    if (!isFielded(value)) return this.#changed(fieldPath, after === undefined)
    const met = this.#met
    const key = keyedLists[field]
    if (structs.has(field)) this.struct(fieldPath, field, (before as Fielded) ?? nothing, (after as Fielded) ?? nothing)
    else if (key) this.#list(fieldPath, field, key, before as Fielded[] | undefined, after as Fielded[] | undefined)
    else if (field === 'images') this.#images(before as Fielded | undefined, after as Fielded | undefined)
    else if (maps.has(field)) this.#map(fieldPath, before as Fielded | undefined, after as Fielded | undefined)
    else if (!equal(before, after)) this.#changed(fieldPath, isNothing(after))
    if (this.#met === met && before !== undefined && after !== undefined) now[field] = before
  }

  #map(path: string, was: Fielded = nothing, now: Fielded = nothing): void {
    for (const key in now) if (was[key] !== now[key] || !Object.hasOwn(was, key)) this.#changed(`${path}[${key}]`, false)
    for (const key in was) if (!Object.hasOwn(now, key)) this.#changed(`${path}[${key}]`, true)
  }

  #images(was: Fielded = nothing, now: Fielded = nothing): void {
    for (const name in now) if (was[name] !== now[name]) this.#changed(`spec.template.spec.containers[name=${name}].image`, false)
    for (const name in was) if (!Object.hasOwn(now, name)) this.#changed(`spec.template.spec.containers[name=${name}].image`, true)
  }

  #list(path: string, field: string, key: string, was: Fielded[] = [], now: Fielded[] = []): void {
    for (let i = 0; i < now.length; i++) {
      const after = now[i] as Fielded
      // Nearly always at the same place.
      const before = was[i]?.[key] === after[key] ? was[i] : was.find((one) => one[key] === after[key])
      if (before && equal(before, after)) now[i] = before
      else this.#item(`${path}[${key}=${String(after[key])}]`, field, before ?? nothing, after)
    }
    for (const before of was) {
      if (!now.some((one) => one[key] === before[key])) this.#item(`${path}[${key}=${String(before[key])}]`, field, before, nothing)
    }
  }

  /** An added or removed item changes all its fields, so that a prefix below the item finds it. */
  #item(path: string, field: string, was: Fielded, now: Fielded): void {
    this.struct(path, field, was, now)
    if (was === nothing || now === nothing) this.#removedOrAdded(path, now === nothing)
  }

  #removedOrAdded(path: string, removed: boolean): void {
    if (!this.paths.some((one) => one.startsWith(path))) this.#changed(path, removed)
  }

  #changed(path: string, removed: boolean): void {
    this.#met++
    // Two projected fields may be one of Kubernetes' (waiting and running are both state): it is removed only if neither is left.
    if (this.paths.includes(path)) {
      if (!removed) this.#removed.delete(path)
      return
    }
    this.paths.push(path)
    if (removed) this.#removed.add(path)
  }
}

/** Some lists are projected as empty where Kubernetes has none. */
function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

function isFielded(value: unknown): value is Fielded {
  return typeof value === 'object' && value !== null
}

/**
 * Who owns the path: whoever holds all of it; failing that (a path coarser than the sets, such as a template's digest) whoever wrote last
 * among those that hold a part.
 */
function ownerIn(entries: readonly ManagedEntry[], path: string): ManagedEntry | undefined {
  let part: ManagedEntry | undefined
  let whole: ManagedEntry | undefined
  for (const entry of entries) {
    const hold = entry.fields instanceof Fields ? entry.fields.hold(path) : entry.fields.owns(path) ? 'whole' : 'none'
    if (hold === 'whole' && (!whole || later(entry, whole))) whole = entry
    else if (hold === 'part' && (!part || later(entry, part))) part = entry
  }
  return whole ?? part
}

function later(a: ManagedEntry, b: ManagedEntry): boolean {
  return (a.time ?? 0) > (b.time ?? 0)
}
