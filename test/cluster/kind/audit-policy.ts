/** What the API server writes down: every write with what it made of the object, Leases without (they are many and alike), no reads. */
export const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'None', verbs: ['get', 'list', 'watch'] },
    { level: 'Metadata', resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }] },
    { level: 'RequestResponse' },
  ],
}
