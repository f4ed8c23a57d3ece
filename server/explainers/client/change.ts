import type { Delta } from '../../cluster/delta.ts'
import type { Kind, KubeObject, ManagedEntry, Node, Pod, Workload } from '../../cluster/kinds.ts'
import type { Facts } from '../../wire/step.ts'
import { below, client, isOwn, isProcess } from '../author.ts'
import { field } from '../evidence.ts'
import type { Draft } from '../explainer.ts'
import { controllerOf, isChange, kept, ref, second } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'

/** Every watched kind but those that are pure signal. */
export const objects = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Node',
  'Service',
  'EndpointSlice',
  'Endpoints',
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'VolumeAttachment',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'ResourceQuota',
  'ConfigMap',
  'ServiceAccount',
  'ControllerRevision',
] as const satisfies readonly Kind[]

export type Objects = (typeof objects)[number]

export type Act =
  | 'image-set'
  | 'restarted'
  | 'template-changed'
  | 'scaled'
  | 'paused'
  | 'resumed'
  | 'cordoned'
  | 'uncordoned'
  | 'tainted'
  | 'annotated'
  | 'status-written'
  | 'edited'

/** A write by somebody who is no component of Kubernetes, and what kind of write it was. */
export interface ClientChange {
  act: Act
  /** Undefined when it cannot be told. */
  entry: ManagedEntry | undefined
  /** What that writer changed. */
  paths: string[]
}

/** Counted up by the API server with every change of the template, whoever owns the annotation. */
const counter = 'metadata.annotations[deprecated.daemonset.template.generation]'
/** Entries have whole seconds, and a second write of the same fields within one leaves its entry as it was. */
const sameSecond = 2_500

/**
 * One write has one author. A value that is set has its setter as its owner; who removed a value its former owner does not tell: that is whoever's
 * entry moved with this write, and if none did, nobody can be named.
 */
export const clientChange = kept((delta: Delta<Objects>): ClientChange | undefined => {
  // Most writes are by components alone.
  if (!isChange(delta) || delta.changed.owners.every(({ manager }) => isOwn(manager, delta.kind))) return undefined
  const owned = delta.changed.paths.filter((path) => path !== counter && delta.changed.owner(path))
  const foreign = owned.filter((path) => !isOwn((delta.changed.owner(path) as ManagedEntry).manager, delta.kind))
  if (foreign.length === 0) return undefined
  const { was, now } = delta as { was: KubeObject; now: KubeObject }
  const setters = new Set(
    foreign.flatMap((path) => delta.changed.owner(path) ?? []).filter((entry) => now.meta.managed.includes(entry) && isFresh(was, entry, delta.seen)),
  )
  const entry = latest(setters) ?? latest(now.meta.managed.filter((one) => !isOwn(one.manager, delta.kind) && moved(was, one)))
  // The whole write is by a component, which took something away from a client.
  if (!entry && owned.some((path) => isOwn((delta.changed.owner(path) as ManagedEntry).manager, delta.kind))) return undefined
  const own = entry && setters.has(entry) ? foreign.filter((path) => delta.changed.owner(path) === entry) : foreign
  return { act: actOf(delta, entry, own), entry, paths: own }
})

/** Nothing speaks against its having been written just now. The API server keeps no time for writes through /scale (scalehandler.go). */
function isFresh(was: KubeObject, entry: ManagedEntry, seen: number): boolean {
  return entry.time === undefined || moved(was, entry) || seen - entry.time < sameSecond
}

/** This entry was written anew, or is new. */
function moved(was: KubeObject, entry: ManagedEntry): boolean {
  return !was.meta.managed.some(
    (old) => old.manager === entry.manager && old.operation === entry.operation && old.subresource === entry.subresource && old.time === entry.time,
  )
}

function latest(entries: Iterable<ManagedEntry>): ManagedEntry | undefined {
  let found: ManagedEntry | undefined
  for (const entry of entries) if (!found || (entry.time ?? 0) > (found.time ?? 0)) found = entry
  return found
}

function actOf(delta: Delta<Objects>, entry: ManagedEntry | undefined, paths: string[]): Act {
  const has = (prefix: string) => paths.some((path) => below(path, prefix))
  if (entry ? entry.subresource === 'status' : paths.every((path) => below(path, 'status'))) return 'status-written'
  if (paths.some((path) => path.endsWith('].image'))) return 'image-set'
  if (has('spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]')) return 'restarted'
  if (has('spec.template')) return 'template-changed'
  if (has('spec.replicas')) return 'scaled'
  if (has('spec.paused')) return (delta.now as Workload).spec.paused ? 'paused' : 'resumed'
  if (delta.kind === 'Node' && has('spec.unschedulable')) return (delta.now as Node).spec.unschedulable ? 'cordoned' : 'uncordoned'
  if (delta.kind === 'Node' && has('spec.taints')) return 'tainted'
  return paths.every((path) => path.startsWith('metadata.')) ? 'annotated' : 'edited'
}

/** The draft of such a write. */
export function changeDraft(delta: Delta<Objects>, { entry, paths, act }: ClientChange): Draft {
  const now = delta.now as NonNullable<typeof delta.now>
  const shown = [...paths].sort((a, b) => Number(a.startsWith('metadata')) - Number(b.startsWith('metadata'))).slice(0, 4)
  const owner = controllerOf(now)
  return {
    subject: ref(now),
    component: client(entry),
    ...(entry && isProcess(entry.manager) && { conflict: true as const }),
    discriminator: [
      now.meta.generation ?? '',
      second(entry?.time),
      now.meta.generation === undefined || act === 'annotated' || act === 'status-written' ? paths.join() : '',
    ].join('/'),
    facts: {
      object: slot.ref(ref(now)),
      ...(entry && { manager: slot.text(entry.manager) }),
      paths: slot.list(shown.map((path) => slot.text(path))),
      ...details(delta, act),
    },
    evidence: shown.map((path) => field(delta, path, valueAt(delta.was, path), valueAt(delta.now, path))),
    passage: passage(delta, entry?.operation === 'Apply' ? 'patch' : 'update'),
    ...(owner && { offers: [`children-of:${owner.uid}`], seeks: { owner: owner.uid } }),
  }
}

function details(delta: Delta<Objects>, act: Act): Facts {
  if (act === 'scaled')
    return { from: slot.number((delta.was as Workload).spec.replicas ?? 1), to: slot.number((delta.now as Workload).spec.replicas ?? 1) }
  if (act !== 'image-set') return {}
  const was = images(delta.was as Workload | Pod)
  for (const [container, image] of images(delta.now as Workload | Pod)) {
    const before = was.get(container)
    if (before !== image) return { container: slot.text(container), image: slot.text(image), ...(before && { before: slot.text(before) }) }
  }
  return {}
}

function images({ kind, spec }: Workload | Pod): Map<string, string> {
  return new Map(
    kind === 'Pod' ? [...(spec.initContainers ?? []), ...spec.containers].map((c) => [c.name, c.image]) : Object.entries(spec.images ?? {}),
  )
}

/** Plain spec and status values only; what lies deeper is named by its path. */
function valueAt(object: unknown, path: string): unknown {
  const [top = '', name = '', more] = path.split('.')
  const image = path.match(/containers\[name=([^\]]+)\]\.image$/i)?.[1]
  if (image) return images(object as Workload | Pod).get(image)
  const value = more === undefined ? (object as Record<string, Record<string, unknown> | undefined>)[top]?.[name] : undefined
  return typeof value === 'object' ? undefined : value
}
