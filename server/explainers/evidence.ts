import type { Delta } from '../cluster/delta.ts'
import type { Event, KubeObject } from '../cluster/kinds.ts'
import type { Evidence, Ref } from '../wire/step.ts'
import { creator, ownerOf, writer } from './author.ts'
import { ref, state } from './match.ts'

const longest = 200

/** A value as evidence prints it: at most 200 characters. */
export function print(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? text.slice(0, longest - 1) + '…' : text
}

/** A path changed. Its owner is read from the delta: now's for a new value, was's for a removed one. */
export function field(delta: Delta, path: string, was: unknown, now: unknown): Evidence {
  const object = state(delta) as KubeObject
  const before = print(was)
  const after = print(now)
  const owner = writer(delta.now && !delta.was ? object.meta.managed.find((e) => e.fields.owns(path)) : ownerOf(delta, path))
  return {
    type: 'field',
    ref: ref(object),
    rv: delta.rv,
    path,
    ...(before !== undefined && { was: before }),
    ...(after !== undefined && { now: after }),
    ...(owner && { owner }),
  }
}

/** An object appeared; the only managedFields entry it can have at that moment is its creator's. */
export function appeared(delta: Delta): Evidence {
  return appearedBefore(state(delta) as KubeObject, delta.rv)
}

/** The same of an object that another delta brought and nobody has changed since. */
export function appearedBefore(object: KubeObject, rv = object.meta.resourceVersion): Evidence {
  const by = writer(creator(object))
  return {
    type: 'field',
    ref: ref(object),
    rv,
    path: by ? 'metadata.managedFields' : 'metadata.uid',
    now: by ? by.manager : object.meta.uid,
    ...(by && { owner: by }),
  }
}

/** An object is gone. */
export function vanished(delta: Delta): Evidence {
  const object = state(delta) as KubeObject
  return { type: 'field', ref: ref(object), rv: delta.rv, path: 'metadata.uid', was: object.meta.uid }
}

/** An Event said so. Its own managedFields tell which process posted it. */
export function said(event: Event, of: Ref): Evidence {
  const by = event.meta.managed[0]?.manager
  return {
    type: 'event',
    ref: ref(event),
    rv: event.meta.resourceVersion,
    about: of,
    reason: event.reason,
    component: event.component,
    ...(event.host && { host: event.host }),
    note: print(event.note) ?? '',
    count: event.count,
    at: event.last,
    ...(by && { writer: by }),
  }
}

/** Only one writer is possible, or the consequence is fixed. `id` is a key of the component's `rules` texts, `source` a file of Kubernetes. */
export function rule(id: string, source: string): Evidence {
  return { type: 'rule', rule: id, source }
}

/** The same under the condition that the manager name is true: which of a process's loops wrote. */
export function given(id: string, source: string): Evidence {
  return { type: 'rule', rule: id, source, given: 'manager' }
}

export function matched(by: 'owner' | 'name' | 'hash' | 'time' | 'selector', other: Ref): Evidence {
  return { type: 'match', by, ref: other }
}
