const reads = ['get', 'list', 'watch']
/** Namespaces whose ServiceAccounts are the cluster's own: they read all day. */
const own = ['kube-system', 'local-path-storage'].map((namespace) => `system:serviceaccounts:${namespace}`)

/** What the API server writes down: every write with what it made of the object, Leases without (they are many and alike); what Pods read, without it. */
export const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'None', verbs: reads, userGroups: own },
    { level: 'Metadata', verbs: reads, userGroups: ['system:serviceaccounts'] },
    { level: 'None', verbs: reads },
    { level: 'Metadata', resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }] },
    // A review of a token holds it.
    { level: 'Metadata', resources: [{ group: 'authentication.k8s.io' }, { group: 'authorization.k8s.io' }] },
    { level: 'RequestResponse' },
  ],
}
