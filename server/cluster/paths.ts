import type { Kind } from './kinds.ts'

/**
 * How the projected shapes (kinds.ts) map to Kubernetes' own field paths. Everything not named here keeps its name, and a value that is
 * neither a struct, a map nor a keyed list is compared as a whole and is one path.
 */

/** Lists whose items have a key of their own. */
export const keyedLists: Record<string, string> = {
  conditions: 'type',
  containers: 'name',
  initContainers: 'name',
  containerStatuses: 'name',
  initContainerStatuses: 'name',
  ephemeralContainerStatuses: 'name',
  volumes: 'name',
}

/** Maps in which every key is a path of its own. Not among them: selectors, which are atomic. */
export const maps = new Set(['labels', 'annotations', 'requests', 'limits', 'capacity', 'allocatable', 'hard', 'used', 'images'])

/** Fields whose own fields are paths. */
export const structs = new Set(['spec', 'status', 'strategy', 'resources'])

/** Names that differ from Kubernetes' within the named field or list ('' = anywhere else). */
const renamed: Record<string, Record<string, string>> = {
  metadata: { owners: 'ownerReferences' },
  containers: { requests: 'resources.requests', limits: 'resources.limits' },
  statuses: { waiting: 'state', running: 'state', terminated: 'state', last: 'lastState' },
  strategy: { maxSurge: 'rollingUpdate.maxSurge', maxUnavailable: 'rollingUpdate.maxUnavailable' },
}

const renamedOf: { [K in Kind]?: Record<string, string> } = {
  Deployment: { restartedAt: 'template.metadata.annotations[kubectl.kubernetes.io/restartedAt]' },
  ReplicaSet: { restartedAt: 'template.metadata.annotations[kubectl.kubernetes.io/restartedAt]' },
  StatefulSet: { strategy: 'updateStrategy', restartedAt: 'template.metadata.annotations[kubectl.kubernetes.io/restartedAt]' },
  DaemonSet: { strategy: 'updateStrategy', restartedAt: 'template.metadata.annotations[kubectl.kubernetes.io/restartedAt]' },
  Node: {
    kubeletVersion: 'nodeInfo.kubeletVersion',
    containerRuntimeVersion: 'nodeInfo.containerRuntimeVersion',
    osImage: 'nodeInfo.osImage',
    kernelVersion: 'nodeInfo.kernelVersion',
    architecture: 'nodeInfo.architecture',
  },
  Endpoints: { ready: 'subsets', notReady: 'subsets' },
  IPAddress: { parent: 'parentRef' },
  PersistentVolumeClaim: { request: 'resources.requests[storage]', capacity: 'capacity[storage]' },
  PersistentVolume: { reclaimPolicy: 'persistentVolumeReclaimPolicy', claim: 'claimRef', capacity: 'capacity[storage]' },
  VolumeAttachment: { volume: 'source.persistentVolumeName', error: 'attachError' },
  HorizontalPodAutoscaler: { target: 'scaleTargetRef' },
  Event: { about: 'involvedObject', note: 'message', component: 'source', host: 'source', first: 'firstTimestamp', last: 'lastTimestamp' },
}

/** Kubernetes' name of a field of a projected object; `inside` is the struct or list it lies in. */
export function fieldName(kind: Kind, inside: string, field: string): string {
  const group = inside === 'containers' || inside === 'initContainers' ? 'containers' : inside.endsWith('Statuses') ? 'statuses' : inside
  return renamed[group]?.[field] ?? (group === 'spec' || group === 'status' || group === '' ? renamedOf[kind]?.[field] : undefined) ?? field
}
