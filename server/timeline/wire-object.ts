import type { Delta } from '../cluster/delta.ts'
import type { Condition, Kind, KubeObject, Node, Pod, Service, Workload } from '../cluster/kinds.ts'
import type { WireObject } from '../wire/object.ts'
import type { World } from '../world/world.ts'
import { nodeState } from './wire-object/node.ts'
import { podState } from './wire-object/pod.ts'
import { serviceState } from './wire-object/service.ts'
import { workloadState } from './wire-object/workload.ts'

/** Kinds that the views draw. */
export const drawn: readonly Kind[] = ['Node', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Service', 'Pod']

/** What the views need of an object; undefined for kinds that they do not draw. */
export function toWireObject(object: KubeObject, world: World): WireObject | undefined {
  switch (object.kind) {
    case 'Pod':
      return { ...frame(object), pod: podState(object as Pod, world) }
    case 'Node':
      return { ...frame(object), node: nodeState(object as Node) }
    case 'Service':
      return { ...frame(object), service: serviceState(object as Service, world) }
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return { ...frame(object), workload: workloadState(object as Workload) }
    default:
      return undefined
  }
}

/** The objects that look different after this delta, itself first: a Node's silence shows on its Pods, a slice on its Service. */
export function redrawn({ kind, was, now }: Delta, world: World): WireObject[] {
  const objects: KubeObject[] = now && drawn.includes(kind) ? [now] : []
  if (kind === 'Node' && now && ready(was as Node | undefined) !== ready(now as Node)) objects.push(...world.podsOn(now.meta.name))
  if (kind === 'EndpointSlice') {
    const slice = (now ?? was)?.meta
    const service = slice && world.find('Service', slice.namespace, slice.labels?.['kubernetes.io/service-name'] ?? '')
    if (service) objects.push(service)
  }
  return objects.flatMap((object) => toWireObject(object, world) ?? [])
}

export function allWireObjects(world: World): WireObject[] {
  return drawn.flatMap((kind) => [...world.all(kind)].flatMap((object) => toWireObject(object, world) ?? []))
}

/** `deletionTimestamp` is the request's time plus the grace period. */
function frame({ kind, apiVersion, meta }: KubeObject): WireObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds = 0 } = meta
  const owner = meta.owners?.find(({ controller }) => controller)?.uid
  return {
    ref: { kind, apiVersion, ...(namespace !== undefined && { namespace }), name, uid },
    rv: resourceVersion,
    ...(owner !== undefined && { owner }),
    created: creationTimestamp,
    ...(deletionTimestamp !== undefined && { deleting: deletionTimestamp - deletionGracePeriodSeconds * 1_000 }),
  }
}

function ready(node: Node | undefined): Condition['status'] | undefined {
  return node?.status.conditions?.find(({ type }) => type === 'Ready')?.status
}
