import type { Kind } from '../../server/cluster/kinds.ts'
import type { Json } from './api.ts'

const template = (labels: object, more: object = {}) => ({
  metadata: { labels: { ...labels } },
  // Nobody schedules these Pods, and no container of theirs ever runs.
  spec: {
    schedulerName: 'canary-nobody',
    initContainers: [{ name: 'first', image: 'canary.test/none', restartPolicy: 'Always' }],
    containers: [{ name: 'main', image: 'canary.test/none' }],
    volumes: [{ name: 'files', emptyDir: {} }],
    ...more,
  },
})

const labels = { app: 'canary' }

/** The least that the API server takes of a kind; nothing that a controller would act upon. */
export const bases: { [K in Kind]: (namespace: string) => Json } = {
  Namespace: () => ({}),
  Node: () => ({ spec: { unschedulable: true, taints: [{ key: 'canary.test/nowhere', effect: 'NoExecute' }] } }),
  StorageClass: () => ({ provisioner: 'canary.test/none' }),
  PersistentVolume: () => ({
    spec: { capacity: { storage: '1' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy: 'Retain' },
  }),
  VolumeAttachment: () => ({ spec: { attacher: 'canary.test', nodeName: 'nowhere', source: {} } }),
  CronJob: () => ({
    spec: { suspend: true, schedule: '0 0 1 1 *', jobTemplate: { spec: { template: template(labels, { restartPolicy: 'Never' }) } } },
  }),
  Job: () => ({ spec: { suspend: true, template: template(labels, { restartPolicy: 'Never' }) } }),
  HorizontalPodAutoscaler: () => ({ spec: { maxReplicas: 1, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nowhere' } } }),
  PodDisruptionBudget: () => ({ spec: { selector: { matchLabels: { canary: 'none' } } } }),
  ResourceQuota: () => ({ spec: { hard: {} } }),
  Deployment: () => ({ spec: { paused: true, replicas: 0, selector: { matchLabels: { ...labels } }, template: template(labels) } }),
  StatefulSet: () => ({ spec: { replicas: 0, serviceName: 'none', selector: { matchLabels: { ...labels } }, template: template(labels) } }),
  DaemonSet: () => ({
    spec: { selector: { matchLabels: { ...labels } }, template: template(labels, { nodeSelector: { 'canary.test/nowhere': 'x' } }) },
  }),
  ReplicaSet: () => ({ spec: { replicas: 0, selector: { matchLabels: { ...labels } }, template: template(labels) } }),
  ControllerRevision: () => ({ revision: 1, data: {} }),
  PersistentVolumeClaim: () => ({
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'canary-none', resources: { requests: { storage: '1' } } },
  }),
  Service: () => ({ spec: { type: 'LoadBalancer', ports: [{ port: 80 }], selector: { canary: 'none' } } }),
  IPAddress: () => ({ spec: { parentRef: { resource: 'services', name: 'none', namespace: 'none' } } }),
  EndpointSlice: () => ({ addressType: 'IPv4', endpoints: [] }),
  Endpoints: () => ({}),
  ConfigMap: () => ({}),
  ServiceAccount: () => ({}),
  Lease: () => ({}),
  Pod: () => template(labels),
  Event: (namespace) => ({
    involvedObject: { kind: 'Pod', apiVersion: 'v1', name: 'canary-pod-0', namespace },
    firstTimestamp: new Date().toISOString(),
    lastTimestamp: new Date().toISOString(),
  }),
}
