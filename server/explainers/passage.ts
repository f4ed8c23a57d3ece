import type { Delta } from '../cluster/delta.ts'
import type { Kind, KubeObject } from '../cluster/kinds.ts'
import type { Passage } from '../wire/step.ts'
import { state } from './match.ts'

/**
 * Folder below /registry per kind: the lower-case plural without group, but for a few that kept old names.
 * Source: pkg/kubeapiserver/default_storage_factory_builder.go, apiserver/pkg/registry/generic/registry/store.go NamespaceKeyFunc.
 */
const folders: Record<Kind, string> = {
  Pod: 'pods',
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  Node: 'minions',
  Service: 'services/specs',
  EndpointSlice: 'endpointslices',
  Endpoints: 'services/endpoints',
  Namespace: 'namespaces',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  PersistentVolume: 'persistentvolumes',
  StorageClass: 'storageclasses',
  VolumeAttachment: 'volumeattachments',
  Job: 'jobs',
  CronJob: 'cronjobs',
  HorizontalPodAutoscaler: 'horizontalpodautoscalers',
  PodDisruptionBudget: 'poddisruptionbudgets',
  ResourceQuota: 'resourcequotas',
  IPAddress: 'ipaddresses',
  ConfigMap: 'configmaps',
  ServiceAccount: 'serviceaccounts',
  ControllerRevision: 'controllerrevisions',
  Lease: 'leases',
  Event: 'events',
}

export function registryKey(object: KubeObject): string {
  const { namespace, name } = object.meta
  return ['/registry', folders[object.kind], namespace, name].filter(Boolean).join('/')
}

/** The write's way through the API server into etcd. */
export function passage(delta: Delta, verb: Passage['verb'], gates?: Passage['gates']): Passage {
  return { verb, key: registryKey(state(delta) as KubeObject), ...(delta.rv && { resourceVersion: delta.rv }), ...(gates && { gates }) }
}
