import type { Json } from './api.ts'

const metricTypes: Json = { pods: 'Pods', object: 'Object', external: 'External', resource: 'Resource', containerResource: 'ContainerResource' }

const volumeSources =
  /^(?:awsElasticBlockStore|azureDisk|azureFile|cephfs|cinder|csi|fc|flexVolume|flocker|gcePersistentDisk|glusterfs|hostPath|iscsi|local|nfs|photonPersistentDisk|portworxVolume|quobyte|rbd|scaleIO|storageos|vsphereVolume)$/

/** A workload's selector has to match the labels of its template. */
const matched = (spec: Json): Json => {
  const labels = (spec['template'] as { metadata?: { labels?: Json } } | undefined)?.metadata?.labels
  const selector = spec['selector'] as { matchLabels?: Json; matchExpressions?: { key?: string; values?: string[] }[] } | undefined
  for (const { key = 'x', values = ['x'] } of selector?.matchExpressions ?? []) if (labels) labels[key] = values[0]
  if (labels) Object.assign(labels, selector?.matchLabels)
  return {}
}

/** Nobody may be promised more of a thing than allowed where there is no half of it. */
const limited = (resources: Json): Json => (resources['requests'] ? { limits: { ...(resources['requests'] as Json) } } : {})

/** What the API server's validation wants beside, and its schema does not say; by the last word of a schema's name. */
export const companions: Record<string, Json | ((object: Json, inside: string) => Json)> = {
  ResourceRequirements: limited,
  DeploymentSpec: matched,
  StatefulSetSpec: matched,
  DaemonSetSpec: matched,
  ReplicaSetSpec: matched,
  Container: { name: 'second', image: 'canary.test/none' },
  EphemeralContainer: { name: 'ephemeral', image: 'canary.test/none' },
  ContainerRestartRule: { action: 'Restart', exitCodes: { operator: 'In', values: [1] } },
  ContainerResizePolicy: { resourceName: 'cpu', restartPolicy: 'NotRequired' },
  LabelSelectorRequirement: { key: 'x', operator: 'In', values: ['x'] },
  NodeSelectorRequirement: { key: 'metadata.name', operator: 'In', values: ['x'] },
  ObjectFieldSelector: { fieldPath: 'metadata.name' },
  ResourceFieldSelector: { containerName: 'main', resource: 'limits.cpu' },
  ConfigMapKeySelector: { name: 'x', key: 'x' },
  SecretKeySelector: { name: 'x', key: 'x' },
  FileKeySelector: { volumeName: 'files', path: 'x', key: 'X' },
  VolumeMount: { name: 'files', mountPath: '/x' },
  DownwardAPIVolumeFile: (item) => ({ path: 'x', ...(!item['resourceFieldRef'] && { fieldRef: { fieldPath: 'metadata.name' } }) }),
  HostAlias: { ip: '192.0.2.1' },
  PodAffinityTerm: { topologyKey: 'x' },
  ISCSIVolumeSource: { iqn: 'iqn.2026-01.test:x' },
  ISCSIPersistentVolumeSource: { iqn: 'iqn.2026-01.test:x' },
  NFSVolumeSource: { path: '/x' },
  QuobyteVolumeSource: { registry: 'x:1', volume: 'x' },
  GlusterfsPersistentVolumeSource: { path: 'x', endpoints: 'x' },
  AzureDiskVolumeSource: { kind: 'Managed', diskName: 'x', diskURI: '/subscriptions/x/resourceGroups/x/providers/x/disks/x' },
  PersistentVolumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } } },
  PersistentVolumeClaim: (claim, inside) => {
    if (inside) claim['metadata'] = { name: 'x', ...(claim['metadata'] as Json) }
    return inside ? { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } } } : {}
  },
  PersistentVolumeClaimSpec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } },
  VolumeAttachmentSource: (source) => (source['inlineVolumeSpec'] ? {} : { persistentVolumeName: 'x' }),
  Taint: { key: 'x', effect: 'NoExecute' },
  EndpointSubset: { addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 1 }] },
  EndpointAddress: { ip: '192.0.2.1' },
  EndpointPort: { port: 1 },
  Endpoint: { addresses: ['192.0.2.1'] },
  MetricIdentifier: { name: 'x' },
  MetricTarget: (target) => (target['value'] ? { type: 'Value' } : { type: 'AverageValue', averageValue: '1' }),
  MetricSpec: (metric) => ({ type: metricTypes[Object.keys(metric).find((field) => field in metricTypes) ?? 'pods'] }),
  MetricStatus: (metric) => ({ type: metricTypes[Object.keys(metric).find((field) => field in metricTypes) ?? 'pods'] }),
  PodResourceClaim: (claim) => (claim['resourceClaimTemplateName'] ? {} : { resourceClaimName: 'x' }),
  SecretReference: { name: 'x', namespace: 'x' },
  PersistentVolumeSpec: (spec, inside) => ({
    ...(inside === 'spec' && { capacity: { storage: '1' } }),
    accessModes: ['ReadWriteOnce'],
    ...(!Object.keys(spec).some((field) => volumeSources.test(field)) && { nfs: { server: 'x', path: '/x' } }),
    ...('local' in spec && {
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'In', values: ['x'] }] }] } },
    }),
  }),
  RBDPersistentVolumeSource: { monitors: ['x'], image: 'x' },
  StorageOSPersistentVolumeSource: { volumeName: 'x', volumeNamespace: 'x' },
  FCVolumeSource: (source) => (source['wwids'] ? {} : { targetWWNs: ['x'], lun: 1 }),
  PodFailurePolicyRule: { action: 'Ignore' },
  PodFailurePolicyOnPodConditionsPattern: { type: 'x', status: 'True' },
  PodCondition: { type: 'x', status: 'True' },
  NodeCondition: { type: 'x', status: 'True' },
  Condition: { type: 'x', status: 'True', reason: 'x', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' },
}
