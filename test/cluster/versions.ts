/** What is built, and from which version. Changing a line here changes the cache key of that part and of nothing else. */
export const versions = {
  kubernetes: '1.36.3',
  etcd: '3.7.3',
  olderEtcd: '3.6.16',
  kind: '0.33.0',
  containerd: '2.3.7',
  coredns: '1.14.7',
  localPathProvisioner: '0.0.30',
  registry: '3.0.0',
  metricsServer: '0.9.0',
  kwok: '0.8.0',
  helm: '4.3.1',
  olderHelm: '3.21.4',
  kubeScore: '1.20.0',
} as const
