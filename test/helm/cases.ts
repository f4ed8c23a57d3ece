const digest = `sha256:${'0123456789abcdef'.repeat(4)}`
const exposed = { access: { expose: 'cluster' } }

/** One set of values per toggle: how each is rendered is in golden/, as the difference to the defaults. */
export const cases: Record<string, Record<string, unknown>> = {
  'access-kubernetes': { access: { mode: 'kubernetes', audience: 'team-cutaway', sessionHours: 1 } },
  'access-open': { access: { mode: 'open' } },
  'access-proxy': { access: { mode: 'proxy', expose: 'cluster', proxy: { from: ['10.0.0.0/8'], userHeader: 'X-User', groupsHeader: 'X-Groups' } } },
  'existing-secret': { access: { existingSecret: 'my-token' } },
  exposed,
  'expose-load-balancer': { ...exposed, service: { type: 'LoadBalancer', port: 8000, annotations: { 'example.com/internal': 'true' } } },
  'frame-and-hosts': { access: { hosts: ['cutaway.example.com'], frameAncestors: ['https://workshop.example.com'] } },
  'host-users': { hostUsers: false },
  'http-route': {
    ...exposed,
    httpRoute: { enabled: true, parentRefs: [{ name: 'public', namespace: 'gateways' }], hostnames: ['cutaway.example.com'] },
  },
  'image-digest': { image: { repository: 'registry.example.com/team/cutaway', tag: '9.9.9', digest }, imagePullSecrets: [{ name: 'registry' }] },
  ingress: { ...exposed, ingress: { enabled: true, className: 'nginx', hosts: ['cutaway.example.com'], tlsSecret: 'cutaway-tls' } },
  journal: { journal: { enabled: true, size: '2Gi', storageClass: 'fast' } },
  'journal-existing-claim': { journal: { enabled: true, existingClaim: 'mine' } },
  language: { lang: 'vi', logLevel: 'debug' },
  names: { fullnameOverride: 'map', nameOverride: 'cut' },
  namespaces: { namespaces: ['shop', 'team'] },
  'namespaces-kubernetes': { namespaces: ['shop'], access: { mode: 'kubernetes' } },
  'network-policy': {
    ...exposed,
    networkPolicy: {
      pageFrom: [{ namespaceSelector: { matchLabels: { role: 'ingress' } } }],
      opsFrom: [{ namespaceSelector: { matchLabels: { role: 'monitoring' } } }],
      apiServerPorts: [6443],
      apiServerCidrs: ['10.96.0.1/32'],
    },
  },
  'network-policy-off': { networkPolicy: { enabled: false } },
  'ops-state': { ops: { state: true } },
  placement: {
    nodeSelector: { pool: 'tools' },
    tolerations: [{ key: 'tools', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }],
        },
      },
    },
    priorityClassName: 'system-cluster-critical',
    podAnnotations: { 'example.com/a': 'b: c' },
    podLabels: { team: 'blue', 'app.kubernetes.io/name': 'ignored' },
    resources: { limits: { cpu: 1, memory: '1Gi' } },
  },
  'rbac-existing-role': { rbac: { existingClusterRole: 'view' } },
  'rbac-extra-rules': { rbac: { extraRules: [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['list', 'watch'] }] } },
  'rbac-features': { rbac: { features: { configMaps: true, events: false, storage: false } } },
  'rbac-off': { rbac: { create: false }, serviceAccount: { create: false, name: 'mine' } },
  replicas: { replicas: 3, pdb: { maxUnavailable: 2 } },
  'replicas-without-pdb': { replicas: 2, pdb: { enabled: false } },
  'service-account': { serviceAccount: { name: 'mine', annotations: { 'example.com/role': 'reader' } } },
  'service-monitor': { serviceMonitor: { enabled: true, interval: '15s', labels: { release: 'prometheus' } } },
  'test-off': { test: { enabled: false } },
}
