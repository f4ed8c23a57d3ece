import type { Delta } from '../../cluster/delta.ts'
import type { Kind, ManagedEntry, Node, Pod, Workload } from '../../cluster/kinds.ts'
import type { Facts } from '../../wire/step.ts'
import { below, client, isOwn, isProcess } from '../author.ts'
import { field } from '../evidence.ts'
import type { Draft } from '../explainer.ts'
import { controllerOf, isChange, ref, second } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'

/** Every watched kind but those that are pure signal. */
export const objects = [
  'Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Node', 'Service', 'EndpointSlice', 'Endpoints', 'Namespace', 'PersistentVolumeClaim',
  'PersistentVolume', 'StorageClass', 'VolumeAttachment', 'Job', 'CronJob', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'ResourceQuota', 'ConfigMap',
  'ServiceAccount', 'ControllerRevision',
] as const satisfies readonly Kind[]

export type Objects = (typeof objects)[number]

export type Act =
  | 'image-set' | 'restarted' | 'template-changed' | 'scaled' | 'paused' | 'resumed' | 'cordoned' | 'uncordoned' | 'tainted' | 'annotated' | 'status-written' | 'edited'

/** A write by somebody who is no component of Kubernetes, and what kind of write it was. */
export interface ClientChange {
  act: Act
  entry: ManagedEntry
  /** What that writer changed. */
  paths: string[]
}

/** One write has one author; its kind is that of its most telling path. */
export function clientChange(delta: Delta<Objects>): ClientChange | undefined {
  if (!isChange(delta)) return undefined
  const entry = delta.changed.owners.find(owner => !isOwn(owner.manager, delta.kind))
  if (!entry) return undefined
  const paths = delta.changed.paths.filter(path => delta.changed.owner(path) === entry)
  return { act: actOf(delta, entry, paths), entry, paths }
}

function actOf(delta: Delta<Objects>, entry: ManagedEntry, paths: string[]): Act {
  const has = (prefix: string) => paths.some(path => below(path, prefix))
  if (entry.subresource === 'status') return 'status-written'
  if (paths.some(path => path.endsWith('].image'))) return 'image-set'
  if (has('spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]')) return 'restarted'
  if (has('spec.template')) return 'template-changed'
  if (has('spec.replicas')) return 'scaled'
  if (has('spec.paused')) return (delta.now as Workload).spec.paused ? 'paused' : 'resumed'
  if (delta.kind === 'Node' && has('spec.unschedulable')) return (delta.now as Node).spec.unschedulable ? 'cordoned' : 'uncordoned'
  if (delta.kind === 'Node' && has('spec.taints')) return 'tainted'
  return paths.every(path => path.startsWith('metadata.')) ? 'annotated' : 'edited'
}

/** The draft of such a write. */
export function changeDraft(delta: Delta<Objects>, { entry, paths, act }: ClientChange): Draft {
  const now = delta.now as NonNullable<typeof delta.now>
  const shown = [...paths].sort((a, b) => Number(a.startsWith('metadata')) - Number(b.startsWith('metadata'))).slice(0, 4)
  const owner = controllerOf(now)
  return {
    subject: ref(now), component: client(entry), ...(isProcess(entry.manager) && { conflict: true as const }),
    discriminator: [now.meta.generation ?? '', second(entry.time), now.meta.generation === undefined || act === 'annotated' || act === 'status-written' ? paths.join() : ''].join('/'),
    facts: { object: slot.ref(ref(now)), manager: slot.text(entry.manager), paths: slot.list(shown.map(path => slot.text(path))), ...details(delta, act) },
    evidence: shown.map(path => field(delta, path, valueAt(delta.was, path), valueAt(delta.now, path))),
    passage: passage(delta, entry.operation === 'Apply' ? 'patch' : 'update'), ...(owner && { offers: [`pods-of:${owner.uid}`], seeks: { owner: owner.uid } }),
  }
}

function details(delta: Delta<Objects>, act: Act): Facts {
  if (act === 'scaled') return { from: slot.number((delta.was as Workload).spec.replicas ?? 1), to: slot.number((delta.now as Workload).spec.replicas ?? 1) }
  if (act !== 'image-set') return {}
  const before = images(delta.was as Workload | Pod)
  for (const [container, image] of Object.entries(images(delta.now as Workload | Pod))) {
    if (before[container] !== image) return { container: slot.text(container), image: slot.text(image), ...(before[container] && { before: slot.text(before[container]) }) }
  }
  return {}
}

function images({ kind, spec }: Workload | Pod): Record<string, string> {
  return kind === 'Pod' ? Object.fromEntries([...(spec.initContainers ?? []), ...spec.containers].map(c => [c.name, c.image])) : (spec.images ?? {})
}

/** Plain spec and status values only; what lies deeper is named by its path. */
function valueAt(object: unknown, path: string): unknown {
  const [top = '', name = '', more] = path.split('.')
  const image = path.match(/containers\[name=([^\]]+)\]\.image$/i)?.[1]
  if (image) return images(object as Workload | Pod)[image]
  const value = more === undefined ? (object as Record<string, Record<string, unknown> | undefined>)[top]?.[name] : undefined
  return typeof value === 'object' ? undefined : value
}
