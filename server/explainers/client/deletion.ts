import type { Delta } from '../../cluster/delta.ts'
import type { Event, Job, Kind, KubeObject, Pod, Workload } from '../../cluster/kinds.ts'
import type { Evidence } from '../../wire/step.ts'
import type { World } from '../../world/world.ts'
import { matched, said } from '../evidence.ts'
import { condition, controllerOf, ownerRef, podNamed, ref, sourceOf } from '../match.ts'

/**
 * Who asked for a deletion. The API server marks the object without leaving an owner, so the author is reasoned about: what he says himself first, then
 * what can only follow from another deletion. Where nothing tells, nobody is named.
 */
export interface Author {
  component: string
  evidence: Evidence[]
  /** uid of what led to it, to be found as a cause. */
  cause?: string
}

const sources = new Map([
  ['replicaset-controller', 'kube-controller-manager/replicaset'],
  ['statefulset-controller', 'kube-controller-manager/statefulset'],
  ['daemonset-controller', 'kube-controller-manager/daemonset'],
  ['job-controller', 'kube-controller-manager/job'],
  ['cronjob-controller', 'kube-controller-manager/cronjob'],
  ['taint-eviction-controller', 'kube-controller-manager/taint-eviction'],
  ['default-scheduler', 'kube-scheduler'],
])

const disruptions = new Map([
  ['PreemptionByScheduler', 'kube-scheduler'],
  ['DeletionByTaintManager', 'kube-controller-manager/taint-eviction'],
  ['DeletionByPodGC', 'kube-controller-manager/pod-gc'],
])

const historians = new Map([
  ['StatefulSet', 'kube-controller-manager/statefulset'],
  ['DaemonSet', 'kube-controller-manager/daemonset'],
])

const deleted = /^(?:Deleted (?:pod|job):? (\S+)|delete Pod (\S+) in StatefulSet \S+ successful)$/i

function deletedName(event: Event): string | undefined {
  const parts = event.note.match(deleted)
  return parts?.[1] ?? parts?.[2]
}

/** The object that an Event says was deleted, and by whom. */
export function spokenDeletion(event: Event, world: World): { object: KubeObject; author: Author } | undefined {
  const component = sources.get(sourceOf(event) ?? '')
  if (!component) return undefined
  const { namespace, name, uid } = event.about
  let object: KubeObject | undefined
  if (event.reason === 'SuccessfulDelete') {
    const deletedOne = deletedName(event)
    object =
      event.component === 'cronjob-controller' && deletedOne
        ? (world.find('Job', namespace, deletedOne) ?? world.departedNamed('Job', namespace, deletedOne))
        : podNamed(world, namespace, deletedOne)
  } else if (event.reason === 'Preempted' || (event.reason === 'TaintManagerEviction' && event.note.startsWith('Marking')))
    object = podNamed(world, namespace, name)
  if (!object) return undefined
  return { object, author: { component, evidence: [said(event, ref(object))], ...(event.reason === 'SuccessfulDelete' && uid && { cause: uid }) } }
}

/** The author as far as the world tells it at the moment of the mark (or of the end, where there was no mark). */
export function authorOf(object: KubeObject, delta: Delta, world: World): Author | undefined {
  const owner = controllerOf(object) ?? object.meta.owners?.[0]
  return (
    disrupted(object) ??
    spoken(object, world) ??
    orphaned(object, world) ??
    fromNamespace(object, world) ??
    byKind(object, owner && present(world, owner), delta, world)
  )
}

function disrupted(object: KubeObject): Author | undefined {
  if (object.kind !== 'Pod') return undefined
  const target = condition(object as Pod, 'DisruptionTarget')
  const component = target?.status === 'True' ? disruptions.get(target.reason ?? '') : undefined
  return component === undefined
    ? undefined
    : { component, evidence: [{ type: 'rule', rule: 'deletion.disruption', source: 'staging/src/k8s.io/api/core/v1/types.go', given: 'manager' }] }
}

function spoken(object: KubeObject, world: World): Author | undefined {
  const owner = controllerOf(object)
  const found = owner && present(world, owner)
  if (!found) return undefined
  for (const event of world.events(found)) {
    const component = event.reason === 'SuccessfulDelete' && deletedName(event) === object.meta.name ? sources.get(sourceOf(event) ?? '') : undefined
    if (component) return { component, evidence: [said(event, ref(object))], cause: found.meta.uid }
  }
  return undefined
}

function fromNamespace(object: KubeObject, world: World): Author | undefined {
  const namespace = object.meta.namespace && world.find('Namespace', undefined, object.meta.namespace)
  if (!namespace || namespace.meta.deletionTimestamp === undefined) return undefined
  return { component: 'kube-controller-manager/namespace', evidence: [matched('name', ref(namespace))], cause: namespace.meta.uid }
}

/** All its owners are gone, or one of them waits for it in a foreground deletion. */
function orphaned(object: KubeObject, world: World): Author | undefined {
  const { owners = [] } = object.meta
  const waiting = owners.find((owner) => {
    const { deletionTimestamp, finalizers } = present(world, owner)?.meta ?? {}
    return deletionTimestamp !== undefined && finalizers?.includes('foregroundDeletion')
  })
  const gone = owners.length > 0 && owners.every((owner) => !present(world, owner)) ? owners.find((owner) => world.departed(owner.uid)) : undefined
  const cause = waiting ?? gone
  return cause && { component: 'kube-controller-manager/garbage-collector', evidence: [matched('owner', ownerRef(object, cause))], cause: cause.uid }
}

function byKind(object: KubeObject, owner: KubeObject | undefined, delta: Delta, world: World): Author | undefined {
  const { namespace, name } = object.meta
  if (object.kind === 'Endpoints') {
    const service = world.departedNamed('Service', namespace, name)
    if (!service || world.find('Service', namespace, name)) return undefined
    return { component: 'kube-controller-manager/endpoints', evidence: [matched('name', ref(service))], cause: service.meta.uid }
  }
  if (object.kind === 'Pod') {
    const node = (object as Pod).spec.nodeName
    const gone = node && !world.find('Node', undefined, node) ? world.departedNamed('Node', undefined, node) : undefined
    return gone && { component: 'kube-controller-manager/pod-gc', evidence: [matched('name', ref(gone))], cause: gone.meta.uid }
  }
  if (object.kind === 'Job') {
    const { spec, status } = object as Job
    const due =
      spec.ttlSecondsAfterFinished !== undefined &&
      status.completionTime !== undefined &&
      status.completionTime + spec.ttlSecondsAfterFinished * 1000 <= delta.seen
    return due ? { component: 'kube-controller-manager/ttl-after-finished', evidence: [matched('time', ref(object))] } : undefined
  }
  if (!owner) return undefined
  if (object.kind === 'ReplicaSet' && owner.kind === 'Deployment') return outlived(object as Workload, owner as Workload, world)
  const component =
    object.kind === 'ControllerRevision'
      ? historians.get(owner.kind)
      : object.kind === 'EndpointSlice'
        ? 'kube-controller-manager/endpointslice'
        : undefined
  return component === undefined ? undefined : { component, evidence: [matched('owner', ref(owner))], cause: owner.meta.uid }
}

/** More old ReplicaSets than revisionHistoryLimit: the Deployment controller removes the oldest. Source: pkg/controller/deployment/sync.go cleanupDeployment. */
function outlived(set: Workload, deployment: Workload, world: World): Author | undefined {
  let others = 0
  for (const other of world.owned('ReplicaSet', deployment.meta.uid)) if (other.meta.uid !== set.meta.uid && !other.spec.replicas) others += 1
  if (set.spec.replicas || others < (deployment.spec.revisionHistoryLimit ?? 10)) return undefined
  return { component: 'kube-controller-manager/deployment', evidence: [matched('owner', ref(deployment))], cause: deployment.meta.uid }
}

function present(world: World, owner: { kind: string; uid: string }): KubeObject | undefined {
  return world.get(owner.kind as Kind, owner.uid)
}

/** Proper names, the same in every language; of a component that is none of these its id tells enough. */
const names = new Map([
  ['replicaset', 'ReplicaSet controller'],
  ['statefulset', 'StatefulSet controller'],
  ['daemonset', 'DaemonSet controller'],
  ['job', 'Job controller'],
  ['cronjob', 'CronJob controller'],
  ['deployment', 'Deployment controller'],
  ['namespace', 'namespace controller'],
  ['endpoints', 'Endpoints controller'],
  ['endpointslice', 'EndpointSlice controller'],
  ['garbage-collector', 'garbage collector'],
  ['pod-gc', 'Pod garbage collector'],
  ['taint-eviction', 'taint eviction'],
  ['ttl-after-finished', 'TTL controller'],
])

export function authorName(component: string): string {
  const last = component.slice(component.lastIndexOf('/') + 1)
  return names.get(last) ?? last
}

/** Who removes a finalizer, and with the last one the object. */
export const finalizers = new Map([
  ['kubernetes.io/pvc-protection', 'kube-controller-manager/pvc-protection'],
  ['kubernetes.io/pv-protection', 'kube-controller-manager/pvc-protection'],
  ['foregroundDeletion', 'kube-controller-manager/garbage-collector'],
  ['orphan', 'kube-controller-manager/garbage-collector'],
  ['batch.kubernetes.io/job-tracking', 'kube-controller-manager/job'],
  ['service.kubernetes.io/load-balancer-cleanup', 'cloud-controller-manager/service'],
])
