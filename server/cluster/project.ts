import type { Bare, Kind, Kinds, ManagedEntry, Meta } from './kinds.ts'
import { readManaged } from './managed.ts'
import type { Raw } from './raw.ts'
import { apiVersionOf, resources } from './resources.ts'
import { cronJob, job } from './project/batch.ts'
import { metaOf, nextMeta } from './project/meta.ts'
import { endpoints, endpointSlice, ipAddress, service } from './project/network.ts'
import { node } from './project/node.ts'
import { pod } from './project/pod.ts'
import { autoscaler, budget, namespace, quota } from './project/policy.ts'
import { event, lease } from './project/signal.ts'
import { claim, storageClass, volume, volumeAttachment } from './project/storage.ts'
import { workload } from './project/workload.ts'

/** An allow-list per kind: what is not named in its projection is dropped here, before anything else can see it. */
const projections: { [K in Kind]: (raw: Raw, meta: Meta) => Kinds[K] } = {
  Pod: pod,
  Deployment: (raw, meta) => workload('Deployment', raw, meta),
  ReplicaSet: (raw, meta) => workload('ReplicaSet', raw, meta),
  StatefulSet: (raw, meta) => workload('StatefulSet', raw, meta),
  DaemonSet: (raw, meta) => workload('DaemonSet', raw, meta),
  Node: node,
  Service: service,
  EndpointSlice: endpointSlice,
  Endpoints: endpoints,
  IPAddress: ipAddress,
  Namespace: namespace,
  PersistentVolumeClaim: claim,
  PersistentVolume: volume,
  StorageClass: storageClass,
  VolumeAttachment: volumeAttachment,
  Job: job,
  CronJob: cronJob,
  HorizontalPodAutoscaler: autoscaler,
  PodDisruptionBudget: budget,
  ResourceQuota: quota,
  Lease: lease,
  Event: event,
  ConfigMap: (_, meta) => bare('ConfigMap', meta),
  ServiceAccount: (_, meta) => bare('ServiceAccount', meta),
  ControllerRevision: (_, meta) => bare('ControllerRevision', meta),
}

/** What is known of an object already and therefore left out of `raw`. */
export interface Known {
  managed: ManagedEntry[]
  /** All but its resourceVersion and generation holds. */
  meta?: Meta
}

/**
 * What is kept of an object.
 * @throws TypeError when it is no such object; the caller treats its line as broken
 */
export function project<K extends Kind>(kind: K, raw: Raw, known?: Known): Kinds[K] {
  const managed = known?.managed ?? readManaged(raw.metadata.managedFields)
  const meta = known?.meta ? nextMeta(known.meta, raw.metadata, managed) : metaOf(raw.metadata, managed)
  if (!meta.uid || !meta.resourceVersion || !meta.name) throw new TypeError(`${kind} without name, uid or resourceVersion`)
  return projections[kind](raw, meta)
}

function bare(kind: Bare['kind'], meta: Meta): Bare {
  return { kind, apiVersion: apiVersionOf(resources[kind]), meta }
}
