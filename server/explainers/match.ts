import type { Delta } from '../cluster/delta.ts'
import type { Condition, Event, Kind, Kinds, KubeObject, Owner } from '../cluster/kinds.ts'
import type { Ref } from '../wire/step.ts'
import type { World } from '../world/world.ts'

/** Readers that every component's `match` shares. None of them decides who wrote something: that is author.ts. */

/** A delta is asked the same by several definitions, one after the other: the last answer is kept. For pure readers of what never changes. */
export function kept<Of extends object, Answer>(read: (of: Of) => Answer): (of: Of) => Answer {
  let last: { of: Of; answer: Answer } | undefined
  return (of) => {
    if (last?.of !== of) last = { of, answer: read(of) }
    return last.answer
  }
}

/** Subject, facts and evidence of a step mostly name the same object: they share what names it. */
export const ref = kept((object: KubeObject): Ref => {
  const { name, namespace, uid } = object.meta
  return { kind: object.kind, apiVersion: object.apiVersion, ...(namespace && { namespace }), name, uid }
})

/** The object's state in this delta: the new one, of a deleted object its last. */
export function state<K extends Kind>(delta: Delta<K>): Kinds[K] | undefined {
  return (delta.now ?? delta.was) as Kinds[K] | undefined
}

/** The value now, if it differs from before; of a new object whatever it has. */
export function became<T extends KubeObject, V>(was: T | undefined, now: T | undefined, read: (object: T) => V | undefined): V | undefined {
  const value = now && read(now)
  return value !== undefined && (!was || read(was) !== value) ? value : undefined
}

type Conditioned = KubeObject & { status: { conditions?: Condition[] } }

export function condition(object: Conditioned | undefined, type: string): Condition | undefined {
  return object?.status.conditions?.find((c) => c.type === type)
}

/** The condition, if this delta brought it to this status (or gave a new reason for it). */
export function turned(was: Conditioned | undefined, now: Conditioned | undefined, type: string, status: Condition['status']): Condition | undefined {
  const after = condition(now, type)
  const before = condition(was, type)
  return after?.status === status && (before?.status !== status || before.reason !== after.reason) ? after : undefined
}

export function controllerOf(object: KubeObject | undefined): Owner | undefined {
  return object?.meta.owners?.find((owner) => owner.controller)
}

export function ownerRef(object: KubeObject, owner: Owner): Ref {
  const namespace = object.meta.namespace
  return { kind: owner.kind, apiVersion: owner.apiVersion, ...(namespace && { namespace }), name: owner.name, uid: owner.uid }
}

/** Whose recorder posts under these sources; all other sources that are read here are controllers of kube-controller-manager. */
const processes = new Map([
  ['kubelet', 'kubelet'],
  ['default-scheduler', 'kube-scheduler'],
  ['kube-proxy', 'kube-proxy'],
])

/** The source that an Event names, unless another process than that source's wrote it: whoever may create Events may name any source. Then nobody is believed. */
export function sourceOf({ component, meta }: Event): string | undefined {
  const process = processes.get(component) ?? 'kube-controller-manager'
  return meta.managed.every(({ manager }) => manager === process) ? component : undefined
}

export function emittedBy(event: Event, ...sources: string[]): boolean {
  const source = sourceOf(event)
  return source !== undefined && sources.includes(source)
}

/**
 * What an Event is about. Some emitters leave the uid out or put the Node's name there (kubelet before 1.35, kube-proxy, taint-eviction):
 * then the object that has the name now, or had it last, is meant.
 */
export function about(event: Event, world: World): Ref | undefined {
  const { kind, namespace, name, uid, apiVersion } = event.about
  const known = world.find(kind as Kind, namespace, name)
  if (known && (!uid || uid === known.meta.uid || uid === name)) return ref(known)
  if (uid && uid !== name) return { kind, apiVersion: apiVersion ?? 'v1', ...(namespace && { namespace }), name, uid }
  const gone = world.departedNamed(kind as Kind, namespace, name)
  return gone && ref(gone)
}

/** A Pod named by an Event's note, present or gone. */
export function podNamed(world: World, namespace: string | undefined, name: string | undefined): Kinds['Pod'] | undefined {
  if (!name) return undefined
  return world.find('Pod', namespace, name) ?? world.departedNamed('Pod', namespace, name)
}

/** The container an Event points at: since 1.35 the only place where its name appears. Source: pkg/kubelet/container/ref.go. */
export function containerOf(event: Event): string | undefined {
  return event.about.fieldPath?.match(/^spec\.(?:initContainers|ephemeralContainers|containers)\{([^}]+)\}$/)?.[1]
}

/** Whole seconds, the precision in which Kubernetes repeats a time: safe in a discriminator. */
export function second(ms: number | undefined): string {
  return ms === undefined ? '' : String(Math.floor(ms / 1000))
}

/** A new object: from the watch, or found by a list after a gap. */
export function isNew(delta: Delta): boolean {
  return delta.now !== undefined && delta.was === undefined && (delta.change === 'added' || delta.change === 'relisted')
}

/** Both sides are known. */
export function isChange(delta: Delta): boolean {
  return delta.now !== undefined && delta.was !== undefined
}
