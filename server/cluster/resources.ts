import type { Kind } from './kinds.ts'

/** One watched kind. Reflectors, RBAC rules and documentation are derived from this table. */
export interface Resource {
  kind: Kind
  /** '' is the core group. */
  group: string
  version: string
  plural: string
  scope: 'namespaced' | 'cluster'
  /** Toggle under which the right to list and watch it is granted. */
  feature: Feature
  /** metadata: asked for as PartialObjectMetadata, so that data never leaves the API server. */
  kept: 'projection' | 'metadata'
  /** Order of the first sync, ascending: few and structural first, what is many last. */
  order: number
}

export type Feature =
  | 'core'
  | 'events'
  | 'workloads'
  | 'batch'
  | 'endpoints'
  | 'scaling'
  | 'network'
  | 'storage'
  | 'quotas'
  | 'leaders'
  | 'configMaps'
  | 'serviceAccounts'

/** Secrets are not in it and never will be. */
export const resources: Record<Kind, Resource> = {
  Namespace: row('Namespace', '', 'v1', 'namespaces', 'cluster', 'core', 1),
  Node: row('Node', '', 'v1', 'nodes', 'cluster', 'core', 2),
  StorageClass: row('StorageClass', 'storage.k8s.io', 'v1', 'storageclasses', 'cluster', 'storage', 3),
  PersistentVolume: row('PersistentVolume', '', 'v1', 'persistentvolumes', 'cluster', 'core', 4),
  VolumeAttachment: row('VolumeAttachment', 'storage.k8s.io', 'v1', 'volumeattachments', 'cluster', 'storage', 5),
  CronJob: row('CronJob', 'batch', 'v1', 'cronjobs', 'namespaced', 'batch', 6),
  Job: row('Job', 'batch', 'v1', 'jobs', 'namespaced', 'batch', 7),
  HorizontalPodAutoscaler: row('HorizontalPodAutoscaler', 'autoscaling', 'v2', 'horizontalpodautoscalers', 'namespaced', 'scaling', 8),
  PodDisruptionBudget: row('PodDisruptionBudget', 'policy', 'v1', 'poddisruptionbudgets', 'namespaced', 'scaling', 9),
  ResourceQuota: row('ResourceQuota', '', 'v1', 'resourcequotas', 'namespaced', 'quotas', 10),
  Deployment: row('Deployment', 'apps', 'v1', 'deployments', 'namespaced', 'workloads', 11),
  StatefulSet: row('StatefulSet', 'apps', 'v1', 'statefulsets', 'namespaced', 'workloads', 12),
  DaemonSet: row('DaemonSet', 'apps', 'v1', 'daemonsets', 'namespaced', 'workloads', 13),
  ReplicaSet: row('ReplicaSet', 'apps', 'v1', 'replicasets', 'namespaced', 'workloads', 14),
  ControllerRevision: row('ControllerRevision', 'apps', 'v1', 'controllerrevisions', 'namespaced', 'workloads', 15, 'metadata'),
  PersistentVolumeClaim: row('PersistentVolumeClaim', '', 'v1', 'persistentvolumeclaims', 'namespaced', 'core', 16),
  Service: row('Service', '', 'v1', 'services', 'namespaced', 'core', 17),
  IPAddress: row('IPAddress', 'networking.k8s.io', 'v1', 'ipaddresses', 'cluster', 'network', 18),
  EndpointSlice: row('EndpointSlice', 'discovery.k8s.io', 'v1', 'endpointslices', 'namespaced', 'endpoints', 19),
  Endpoints: row('Endpoints', '', 'v1', 'endpoints', 'namespaced', 'endpoints', 20),
  ConfigMap: row('ConfigMap', '', 'v1', 'configmaps', 'namespaced', 'configMaps', 21, 'metadata'),
  ServiceAccount: row('ServiceAccount', '', 'v1', 'serviceaccounts', 'namespaced', 'serviceAccounts', 22, 'metadata'),
  Lease: row('Lease', 'coordination.k8s.io', 'v1', 'leases', 'namespaced', 'leaders', 23),
  Pod: row('Pod', '', 'v1', 'pods', 'namespaced', 'core', 24),
  Event: row('Event', '', 'v1', 'events', 'namespaced', 'events', 25),
}

/** All rows in the order of the first sync. */
export const inSyncOrder: readonly Resource[] = Object.values(resources).sort((a, b) => a.order - b.order)

export function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version
}

/** Path of the collection, over all namespaces or in one. */
export function collectionPath({ group, version, plural }: Resource, namespace?: string): string {
  const within = namespace === undefined ? '' : `namespaces/${encodeURIComponent(namespace)}/`
  return `/${group ? `apis/${group}` : 'api'}/${version}/${within}${plural}`
}

function row(
  kind: Kind,
  group: string,
  version: string,
  plural: string,
  scope: Resource['scope'],
  feature: Feature,
  order: number,
  kept: Resource['kept'] = 'projection',
): Resource {
  return { kind, group, version, plural, scope, feature, kept, order }
}
