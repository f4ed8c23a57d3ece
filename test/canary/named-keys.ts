import type { Kind } from '../../server/cluster/kinds.ts'

/** Keys of maps that mean something of their own, beside any key at all: [map, key]. */
export const everywhere: [string, string][] = [
  ['metadata.annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
  ['metadata.annotations', 'kubernetes.io/change-cause'],
  ['metadata.annotations', 'kubernetes.io/description'],
  ['metadata.annotations', 'deployment.kubernetes.io/revision'],
  ['metadata.annotations', 'deployment.kubernetes.io/anything'],
  ['metadata.annotations', 'deprecated.daemonset.template.generation'],
  ['metadata.annotations', 'volumes.beta.kubernetes.io/anything'],
  ['metadata.annotations', 'meta.helm.sh/anything'],
  ['metadata.annotations', 'kubectl.kubernetes.io/anything'],
  ['metadata.annotations', 'endpoints.kubernetes.io/last-change-trigger-time'],
  ['metadata.annotations', 'kubernetes.io/config.source'],
  ['metadata.annotations', 'kubernetes.io/limit-ranger'],
  ['metadata.annotations', 'pv.kubernetes.io/bound-by-controller'],
  ['metadata.annotations', 'volume.kubernetes.io/selected-node'],
  ['metadata.annotations', 'volume.beta.kubernetes.io/storage-provisioner'],
  ['metadata.annotations', 'volumes.kubernetes.io/controller-managed-attach-detach'],
  ['metadata.annotations', 'node.alpha.kubernetes.io/ttl'],
  ['metadata.annotations', 'controller.kubernetes.io/pod-deletion-cost'],
  ['metadata.annotations', 'batch.kubernetes.io/job-tracking'],
  ['metadata.annotations', 'control-plane.alpha.kubernetes.io/leader'],
  ['metadata.annotations', 'storageclass.kubernetes.io/is-default-class'],
  ['metadata.annotations', 'meta.helm.sh/release-name'],
  ['metadata.annotations', 'kubectl.kubernetes.io/restartedAt'],
  ['metadata.annotations', 'kubectl.kubernetes.io/default-container'],
  ['metadata.annotations', 'nginx.ingress.kubernetes.io/auth-url'],
  ['metadata.labels', 'app.kubernetes.io/name'],
]

const template: [string, string][] = [['spec.template.metadata.annotations', 'kubectl.kubernetes.io/restartedAt']]

export const ofKind: { [K in Kind]?: [string, string][] } = {
  Deployment: template,
  ReplicaSet: template,
  StatefulSet: template,
  DaemonSet: template,
  Pod: [
    ['spec.containers[].resources.limits', 'memory'],
    ['spec.containers[].resources.requests', 'cpu'],
    ['spec.initContainers[].resources.limits', 'memory'],
    ['spec.initContainers[].resources.requests', 'cpu'],
  ],
  Node: [
    ['metadata.labels', 'node-role.kubernetes.io/worker'],
    ['status.capacity', 'memory'],
    ['status.allocatable', 'memory'],
    ['status.allocatable', 'cpu'],
  ],
  PersistentVolumeClaim: [
    ['spec.resources.requests', 'storage'],
    ['status.capacity', 'storage'],
  ],
  PersistentVolume: [['spec.capacity', 'storage']],
  ResourceQuota: [
    ['spec.hard', 'limits.memory'],
    ['status.used', 'limits.memory'],
  ],
}
