import type { Sight } from '../cluster/reviews.ts'
import type { Source } from '../wire/events.ts'
import type { Ref, Step } from '../wire/step.ts'

export type { Sight }

/** Whether it leaves nothing out. */
export function isWhole({ namespaces, cluster }: Sight): boolean {
  return namespaces === 'all' && cluster
}

/** The same text for the same sight: whoever sees the same shares one lens. */
export function keyOf(sight: Sight): string {
  return JSON.stringify([sight.cluster, sight.namespaces === 'all' || [...sight.namespaces].sort()])
}

/** Kinds that belong to no namespace. Some references give one all the same: an owner's has the namespace of what it owns. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(['Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'VolumeAttachment', 'IPAddress'])

export function seesNamespace({ namespaces }: Sight, name: string): boolean {
  return namespaces === 'all' || namespaces.has(name)
}

/** A Namespace itself belongs to the cluster: being shown what is in it is no right to it, and the right to Nodes none to what it names. */
export function seesRef(sight: Sight, { kind, namespace, name }: Ref): boolean {
  if (namespace && !seesNamespace(sight, namespace)) return false
  if (kind === 'Namespace') return sight.cluster && seesNamespace(sight, name)
  return sight.cluster || !(CLUSTER_WIDE.has(kind) || !namespace)
}

/** A step that speaks of our own watching names nobody's object. */
const OWN = 'watch.gap'
/** Where the Nodes' heartbeats are: part of a Node's own story, as its status tells it too. */
const HEARTBEATS = 'kube-node-lease'

/** All that it names is seen, and so is what it is about. */
export function seesStep(sight: Sight, { key, subject, namespaces }: Pick<Step, 'key' | 'subject' | 'namespaces'>): boolean {
  const ofNode = sight.cluster && subject.kind === 'Node'
  return (
    namespaces.every((namespace) => seesNamespace(sight, namespace) || (ofNode && namespace === HEARTBEATS)) &&
    (key === OWN || seesRef(sight, subject))
  )
}

/** Of the namespaces that are watched, those that are seen: the others' names are nobody's who does not see them. */
export function sourceSeen(source: Source, sight: Sight): Source {
  if (source.type === 'recording' || !source.namespaces) return source
  return { ...source, namespaces: source.namespaces.filter((name) => seesNamespace(sight, name)) }
}
