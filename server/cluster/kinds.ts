/**
 * The shapes that are kept of Kubernetes objects after projection: Kubernetes' own field names, only what an explainer, the map or a diagnosis reads.
 * Everything else is dropped at ingest (project.ts) and therefore cannot leak. Times are ms since epoch unless said otherwise.
 */
export interface Meta {
  name: string
  namespace?: string
  uid: string
  resourceVersion: string
  generation?: number
  creationTimestamp: number
  /** Request time + grace, in the future while the object is being deleted. */
  deletionTimestamp?: number
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  /** Allow-listed keys with their values; others keep the key with the value undefined. */
  annotations?: Record<string, string | undefined>
  finalizers?: string[]
  owners?: Owner[]
  /** One per managedFields entry. */
  managed: ManagedEntry[]
}

export interface Owner {
  kind: string
  apiVersion: string
  name: string
  uid: string
  controller: boolean
}

export interface ManagedEntry {
  manager: string
  operation: 'Update' | 'Apply'
  subresource?: string
  time?: number
  /** Interned: equal field sets are the same object. */
  fields: FieldSet
}

/** A managedFields set. `owns` takes a path as in Delta.changed, e.g. 'status.conditions[type=Ready].status'. */
export interface FieldSet {
  owns(path: string): boolean
}

export interface KubeObject {
  kind: Kind
  apiVersion: string
  meta: Meta
}

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastTransitionTime?: number
  observedGeneration?: number
}

export interface ContainerSpec {
  name: string
  image: string
  restartPolicy?: string
  requests?: Record<string, string>
  limits?: Record<string, string>
  /** Which probes exist. */
  probes?: ('startup' | 'readiness' | 'liveness')[]
}

export interface ContainerStatus {
  name: string
  image: string
  imageID?: string
  containerID?: string
  ready: boolean
  started?: boolean
  restartCount: number
  waiting?: { reason?: string; message?: string }
  running?: { startedAt?: number }
  terminated?: Terminated
  last?: Terminated
}

export interface Terminated {
  exitCode: number
  signal?: number
  reason?: string
  startedAt?: number
  finishedAt?: number
  message?: string
}

export interface Pod extends KubeObject {
  kind: 'Pod'
  spec: {
    nodeName?: string
    schedulerName?: string
    priority?: number
    priorityClassName?: string
    serviceAccountName?: string
    restartPolicy?: string
    terminationGracePeriodSeconds?: number
    hostNetwork?: boolean
    schedulingGates?: string[]
    nodeSelector?: Record<string, string>
    tolerations?: { key?: string; operator?: string; value?: string; effect?: string; tolerationSeconds?: number }[]
    /** name and source kind, e.g. {name: 'data', source: 'persistentVolumeClaim', ref: 'data-0'}. */
    volumes?: { name: string; source: string; ref?: string }[]
    readinessGates?: string[]
    containers: ContainerSpec[]
    initContainers?: ContainerSpec[]
  }
  status: {
    phase?: string
    reason?: string
    message?: string
    qosClass?: string
    hostIP?: string
    podIP?: string
    podIPs?: string[]
    startTime?: number
    nominatedNodeName?: string
    observedGeneration?: number
    conditions?: Condition[]
    containerStatuses?: ContainerStatus[]
    initContainerStatuses?: ContainerStatus[]
    ephemeralContainerStatuses?: ContainerStatus[]
    /** What the Pod as a whole is given, as the kubelet reports it (1.34 on; written and taken back on its own). */
    resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
  }
}

export interface Selector {
  matchLabels?: Record<string, string>
  matchExpressions?: { key: string; operator: string; values?: string[] }[]
}

/** Deployment, ReplicaSet, StatefulSet, DaemonSet: the fields that exist on each. */
export interface Workload extends KubeObject {
  kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet'
  spec: {
    replicas?: number
    paused?: boolean
    minReadySeconds?: number
    progressDeadlineSeconds?: number
    revisionHistoryLimit?: number
    strategy?: { type?: string; maxSurge?: string; maxUnavailable?: string }
    selector?: Selector
    /** 64-bit digest of spec.template, stable within a process: tells that the template changed. */
    template?: string
    /** Container name -> image of the template. */
    images?: Record<string, string>
    /** kubectl.kubernetes.io/restartedAt of the template, as written: `kubectl rollout restart`. */
    restartedAt?: string
  }
  status: {
    observedGeneration?: number
    replicas?: number
    updatedReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
    unavailableReplicas?: number
    fullyLabeledReplicas?: number
    terminatingReplicas?: number
    currentRevision?: string
    updateRevision?: string
    desiredNumberScheduled?: number
    currentNumberScheduled?: number
    numberReady?: number
    numberAvailable?: number
    updatedNumberScheduled?: number
    numberMisscheduled?: number
    conditions?: Condition[]
  }
}

export interface Node extends KubeObject {
  kind: 'Node'
  spec: {
    podCIDR?: string
    unschedulable?: boolean
    taints?: { key: string; value?: string; effect: string; timeAdded?: number }[]
    providerID?: string
  }
  status: {
    addresses?: { type: string; address: string }[]
    allocatable?: Record<string, string>
    capacity?: Record<string, string>
    conditions?: Condition[]
    kubeletVersion?: string
    containerRuntimeVersion?: string
    osImage?: string
    kernelVersion?: string
    architecture?: string
    images?: number
    volumesAttached?: string[]
  }
}

export interface Service extends KubeObject {
  kind: 'Service'
  spec: {
    type?: string
    clusterIP?: string
    clusterIPs?: string[]
    externalName?: string
    selector?: Record<string, string>
    ports?: { name?: string; protocol?: string; port: number; targetPort?: string; nodePort?: number }[]
    sessionAffinity?: string
    externalTrafficPolicy?: string
    internalTrafficPolicy?: string
    healthCheckNodePort?: number
    loadBalancerClass?: string
  }
  status: { loadBalancer?: { ip?: string; hostname?: string }[] }
}

export interface EndpointSlice extends KubeObject {
  kind: 'EndpointSlice'
  addressType?: string
  endpoints: {
    addresses: string[]
    ready?: boolean
    serving?: boolean
    terminating?: boolean
    nodeName?: string
    /** uid of the Pod behind it. */
    target?: { kind: string; name: string; uid?: string }
  }[]
  ports: { name?: string; protocol?: string; port?: number }[]
}

export interface Endpoints extends KubeObject {
  kind: 'Endpoints'
  /** Ready and not-ready addresses over all subsets. */
  ready: string[]
  notReady: string[]
}

export interface Namespace extends KubeObject {
  kind: 'Namespace'
  spec: { finalizers?: string[] }
  status: { phase?: string; conditions?: Condition[] }
}

export interface Claim extends KubeObject {
  kind: 'PersistentVolumeClaim'
  spec: { storageClassName?: string; volumeName?: string; accessModes?: string[]; request?: string; volumeMode?: string }
  status: { phase?: string; capacity?: string; conditions?: Condition[] }
}

export interface Volume extends KubeObject {
  kind: 'PersistentVolume'
  spec: {
    storageClassName?: string
    capacity?: string
    reclaimPolicy?: string
    claim?: { namespace?: string; name: string; uid?: string }
    driver?: string
  }
  status: { phase?: string; reason?: string; message?: string }
}

export interface StorageClass extends KubeObject {
  kind: 'StorageClass'
  provisioner: string
  volumeBindingMode?: string
  reclaimPolicy?: string
}

export interface Job extends KubeObject {
  kind: 'Job'
  spec: {
    parallelism?: number
    completions?: number
    backoffLimit?: number
    suspend?: boolean
    activeDeadlineSeconds?: number
    ttlSecondsAfterFinished?: number
  }
  status: {
    active?: number
    ready?: number
    succeeded?: number
    failed?: number
    startTime?: number
    completionTime?: number
    conditions?: Condition[]
  }
}

export interface CronJob extends KubeObject {
  kind: 'CronJob'
  spec: { schedule?: string; suspend?: boolean; concurrencyPolicy?: string }
  status: { active?: string[]; lastScheduleTime?: number; lastSuccessfulTime?: number }
}

export interface Autoscaler extends KubeObject {
  kind: 'HorizontalPodAutoscaler'
  spec: { minReplicas?: number; maxReplicas?: number; target?: { kind: string; name: string } }
  status: { currentReplicas?: number; desiredReplicas?: number; lastScaleTime?: number; conditions?: Condition[] }
}

export interface Budget extends KubeObject {
  kind: 'PodDisruptionBudget'
  spec: { minAvailable?: string; maxUnavailable?: string; selector?: Selector }
  status: {
    currentHealthy?: number
    desiredHealthy?: number
    disruptionsAllowed?: number
    expectedPods?: number
    observedGeneration?: number
    disruptedPods?: string[]
  }
}

export interface Lease extends KubeObject {
  kind: 'Lease'
  spec: {
    holderIdentity?: string
    leaseDurationSeconds?: number
    /** ms with µs fraction */ renewTime?: number
    acquireTime?: number
    leaseTransitions?: number
  }
}

/** core/v1 view of an Event. */
export interface Event extends KubeObject {
  kind: 'Event'
  about: { kind: string; apiVersion?: string; namespace?: string; name: string; uid?: string; resourceVersion?: string; fieldPath?: string }
  related?: { kind: string; namespace?: string; name: string; uid?: string }
  reason: string
  /** Cut at 2 KiB, scrubbed. */
  note: string
  type: string
  /** source.component, else reportingComponent. */
  component: string
  host?: string
  action?: string
  count: number
  /** First and last time it was seen by its emitter; the first from the nanosecond name if it has one. ms with fraction. */
  first: number
  last: number
}

export interface VolumeAttachment extends KubeObject {
  kind: 'VolumeAttachment'
  spec: { attacher?: string; nodeName?: string; volume?: string }
  status: { attached?: boolean; error?: string }
}

export interface Quota extends KubeObject {
  kind: 'ResourceQuota'
  spec: { hard?: Record<string, string> }
  status: { hard?: Record<string, string>; used?: Record<string, string> }
}

export interface IPAddress extends KubeObject {
  kind: 'IPAddress'
  spec: { parent?: { resource: string; namespace?: string; name: string } }
}

/** Kinds of which only metadata is kept. */
export interface Bare extends KubeObject {
  kind: 'ConfigMap' | 'ServiceAccount' | 'ControllerRevision'
}

/** Every watched kind and its projected shape. */
export interface Kinds {
  Pod: Pod
  Deployment: Workload
  ReplicaSet: Workload
  StatefulSet: Workload
  DaemonSet: Workload
  Node: Node
  Service: Service
  EndpointSlice: EndpointSlice
  Endpoints: Endpoints
  Namespace: Namespace
  PersistentVolumeClaim: Claim
  PersistentVolume: Volume
  StorageClass: StorageClass
  VolumeAttachment: VolumeAttachment
  Job: Job
  CronJob: CronJob
  HorizontalPodAutoscaler: Autoscaler
  PodDisruptionBudget: Budget
  ResourceQuota: Quota
  IPAddress: IPAddress
  ConfigMap: Bare
  ServiceAccount: Bare
  ControllerRevision: Bare
  Lease: Lease
  Event: Event
}

export type Kind = keyof Kinds
