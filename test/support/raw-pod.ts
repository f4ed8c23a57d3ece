/** Raw objects in the API server's own encoding (Go's field order), for tests without a cluster. */
export interface PodShape {
  number: number
  uid?: string
  rv?: number | string
  node?: string
  ready?: boolean
  phase?: string
  restarts?: number
  second?: number
  namespace?: string
  name?: string
}

const day = '2026-11-21T09:'

/** A Deployment's Pod as the API server sends it: 6 to 7 KB, a third of it managedFields. */
export function rawPod({
  number,
  uid,
  rv = 1000 + number,
  node = `worker-${number % 50}`,
  ready = true,
  phase = 'Running',
  restarts = 0,
  second = 0,
  namespace = 'shop',
  name,
}: PodShape) {
  const own = name ?? `web-7c5d8bf9f7-${String(number).padStart(5, 'b')}`
  const created = `${day}00:${String(number % 60).padStart(2, '0')}Z`
  const moved = `${day}01:${String(second % 60).padStart(2, '0')}Z`
  const ip = `10.244.${(number >> 8) & 255}.${number & 255}`
  const status = ready ? 'True' : 'False'
  const condition = (type: string, value: string) => ({ type, observedGeneration: 1, status: value, lastProbeTime: null, lastTransitionTime: moved })
  const token = `kube-api-access-${String(number % 9973).padStart(5, 'x')}`
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: own,
      generateName: 'web-7c5d8bf9f7-',
      namespace,
      uid: uid ?? `5a9c1f0e-0000-4000-8000-${String(number).padStart(12, '0')}`,
      resourceVersion: String(rv),
      generation: 1,
      creationTimestamp: created,
      labels: { app: 'web', 'app.kubernetes.io/part-of': 'shop', 'pod-template-hash': '7c5d8bf9f7' },
      annotations: { 'prometheus.io/scrape': 'true' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'web-7c5d8bf9f7',
          uid: 'c0ffee00-0000-4000-8000-000000000001',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      managedFields: [
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          apiVersion: 'v1',
          time: created,
          fieldsType: 'FieldsV1',
          fieldsV1: controllerFields,
        },
        {
          manager: 'kubelet',
          operation: 'Update',
          apiVersion: 'v1',
          time: moved,
          fieldsType: 'FieldsV1',
          fieldsV1: kubeletFields(ip),
          subresource: 'status',
        },
      ],
    },
    spec: {
      volumes: [
        {
          name: token,
          projected: {
            sources: [
              { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
              { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
              { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
            ],
            defaultMode: 420,
          },
        },
      ],
      containers: [
        {
          name: 'app',
          image: 'registry.example/shop/web:1.4.2',
          args: ['--listen=:8080', '--token=CANARY-ARG-VALUE'],
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [
            { name: 'DATABASE_PASSWORD', value: 'CANARY-ENV-VALUE' },
            { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
          ],
          resources: { limits: { memory: '128Mi' }, requests: { cpu: '50m', memory: '64Mi' } },
          volumeMounts: [{ name: token, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
          readinessProbe: {
            httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: 'default',
      serviceAccount: 'default',
      nodeName: node || undefined,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      schedulerName: 'default-scheduler',
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
      priority: 0,
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
    },
    status: {
      observedGeneration: 1,
      phase,
      conditions: [
        condition('PodReadyToStartContainers', 'True'),
        condition('Initialized', 'True'),
        { ...condition('Ready', status), ...(!ready && { reason: 'ContainersNotReady', message: 'containers with unready status: [app]' }) },
        {
          ...condition('ContainersReady', status),
          ...(!ready && { reason: 'ContainersNotReady', message: 'containers with unready status: [app]' }),
        },
        condition('PodScheduled', 'True'),
      ],
      hostIP: '172.18.0.3',
      hostIPs: [{ ip: '172.18.0.3' }],
      podIP: ip,
      podIPs: [{ ip }],
      startTime: created,
      containerStatuses: [
        {
          name: 'app',
          state: { running: { startedAt: moved } },
          lastState: {},
          ready,
          restartCount: restarts,
          image: 'registry.example/shop/web:1.4.2',
          imageID: 'registry.example/shop/web@sha256:9d1a2c3b4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8',
          containerID: `containerd://${String(number).padStart(64, '0')}`,
          started: true,
          allocatedResources: { cpu: '50m', memory: '64Mi' },
          resources: { limits: { memory: '128Mi' }, requests: { cpu: '50m', memory: '64Mi' } },
          volumeMounts: [{ name: token, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true, recursiveReadOnly: 'Disabled' }],
          user: { linux: { uid: 10001, gid: 0, supplementalGroups: [0] } },
        },
      ],
      qosClass: 'Burstable',
    },
  }
}

export function watchLine(type: string, object: unknown): string {
  return JSON.stringify({ type, object })
}

const controllerFields = {
  'f:metadata': {
    'f:annotations': { '.': {}, 'f:prometheus.io/scrape': {} },
    'f:generateName': {},
    'f:labels': { '.': {}, 'f:app': {}, 'f:app.kubernetes.io/part-of': {}, 'f:pod-template-hash': {} },
    'f:ownerReferences': { '.': {}, 'k:{"uid":"c0ffee00-0000-4000-8000-000000000001"}': {} },
  },
  'f:spec': {
    'f:containers': {
      'k:{"name":"app"}': {
        '.': {},
        'f:args': {},
        'f:env': {
          '.': {},
          'k:{"name":"DATABASE_PASSWORD"}': { '.': {}, 'f:name': {}, 'f:value': {} },
          'k:{"name":"POD_NAME"}': { '.': {}, 'f:name': {}, 'f:valueFrom': { '.': {}, 'f:fieldRef': {} } },
        },
        'f:image': {},
        'f:imagePullPolicy': {},
        'f:name': {},
        'f:ports': { '.': {}, 'k:{"containerPort":8080,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:name': {}, 'f:protocol': {} } },
        'f:readinessProbe': {
          '.': {},
          'f:failureThreshold': {},
          'f:httpGet': { '.': {}, 'f:path': {}, 'f:port': {}, 'f:scheme': {} },
          'f:periodSeconds': {},
          'f:successThreshold': {},
          'f:timeoutSeconds': {},
        },
        'f:resources': { '.': {}, 'f:limits': { '.': {}, 'f:memory': {} }, 'f:requests': { '.': {}, 'f:cpu': {}, 'f:memory': {} } },
        'f:securityContext': { '.': {}, 'f:allowPrivilegeEscalation': {}, 'f:capabilities': { '.': {}, 'f:drop': {} } },
        'f:terminationMessagePath': {},
        'f:terminationMessagePolicy': {},
      },
    },
    'f:dnsPolicy': {},
    'f:enableServiceLinks': {},
    'f:restartPolicy': {},
    'f:schedulerName': {},
    'f:securityContext': { '.': {}, 'f:runAsNonRoot': {}, 'f:runAsUser': {}, 'f:seccompProfile': { '.': {}, 'f:type': {} } },
    'f:terminationGracePeriodSeconds': {},
  },
}

function kubeletFields(ip: string) {
  const moved = { '.': {}, 'f:lastProbeTime': {}, 'f:lastTransitionTime': {}, 'f:observedGeneration': {}, 'f:status': {}, 'f:type': {} }
  return {
    'f:status': {
      'f:conditions': {
        'k:{"type":"ContainersReady"}': moved,
        'k:{"type":"Initialized"}': moved,
        'k:{"type":"PodReadyToStartContainers"}': moved,
        'k:{"type":"PodScheduled"}': { 'f:observedGeneration': {} },
        'k:{"type":"Ready"}': moved,
      },
      'f:containerStatuses': {},
      'f:hostIP': {},
      'f:hostIPs': {},
      'f:observedGeneration': {},
      'f:phase': {},
      'f:podIP': {},
      'f:podIPs': { '.': {}, [`k:{"ip":"${ip}"}`]: { '.': {}, 'f:ip': {} } },
      'f:startTime': {},
    },
  }
}
