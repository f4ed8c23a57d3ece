import type { Sight } from '../cluster/reviews.ts'
import type { Ref, Step } from '../wire/step.ts'

export type { Sight }

/** A sight that leaves something out. */
export type PartialSight = Exclude<Sight, { namespaces: 'all' }>

/** The same text for the same sight: whoever sees the same shares one lens. */
export function keyOf(sight: Sight): string {
  return sight.namespaces === 'all' ? 'all' : JSON.stringify([sight.cluster, ...[...sight.namespaces].sort()])
}

/** Kinds that belong to no namespace. Some references give one all the same: an owner's has the namespace of what it owns. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(['Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'VolumeAttachment', 'IPAddress'])

/** A Namespace itself belongs to the cluster: being shown what is in it is no right to it, and the right to Nodes none to what it names. */
export function seesRef({ namespaces, cluster }: PartialSight, { kind, namespace, name }: Ref): boolean {
  if (namespace && !namespaces.has(namespace)) return false
  if (kind === 'Namespace') return cluster && namespaces.has(name)
  return cluster || !(CLUSTER_WIDE.has(kind) || !namespace)
}

/** A step that speaks of our own watching names nobody's object. */
const OWN = 'watch.gap'
/** Where the Nodes' heartbeats are: part of a Node's own story, as its status tells it too. */
const HEARTBEATS = 'kube-node-lease'

/** All that it names is seen, and so is what it is about. */
export function seesStep(sight: PartialSight, { key, subject, namespaces }: Pick<Step, 'key' | 'subject' | 'namespaces'>): boolean {
  const ofNode = sight.cluster && subject.kind === 'Node'
  return (
    namespaces.every((namespace) => sight.namespaces.has(namespace) || (ofNode && namespace === HEARTBEATS)) &&
    (key === OWN || seesRef(sight, subject))
  )
}
