import { join } from 'node:path'
import { auditFolder, clusterFolder } from '../folders.ts'
import type { ClusterOptions } from '../options.ts'

export const podSubnet = '10.244.0.0/16'
const auditInNode = '/var/log/kubernetes/audit'
const policyInNode = '/etc/kubernetes/audit-policy.json'

/** kind's configuration. JSON throughout: every YAML reader takes it, and nothing has to be quoted by hand. */
export function kindConfig(options: ClusterOptions): string {
  const folder = clusterFolder(options.name)
  const certs = { hostPath: join(folder, 'certs.d'), containerPath: '/etc/containerd/certs.d', readOnly: true }
  const audit = [
    { hostPath: join(folder, 'audit-policy.json'), containerPath: policyInNode, readOnly: true },
    { hostPath: auditFolder(options.name), containerPath: auditInNode },
  ]
  return JSON.stringify({
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    kind: 'Cluster',
    name: options.name,
    networking: { apiServerAddress: '127.0.0.1', disableDefaultCNI: true, podSubnet, kubeProxyMode: options.proxyMode },
    containerdConfigPatches: [containerdPatch],
    kubeadmConfigPatches: [
      // The machine may still mount cgroup v1, which kubelets refuse by default since 1.35.
      JSON.stringify({ kind: 'KubeletConfiguration', apiVersion: 'kubelet.config.k8s.io/v1beta1', failCgroupV1: false }),
      JSON.stringify(auditPatch(options.kubernetes)),
    ],
    nodes: [
      { role: 'control-plane', extraMounts: [certs, ...audit] },
      { role: 'worker', extraMounts: [certs] },
      { role: 'worker', extraMounts: [certs] },
    ],
  })
}

/** restrict_oom_score_adj: root without CAP_SYS_RESOURCE may not lower a score, and containers would fail to start. certs.d: where the cluster's own registry is. */
const containerdPatch = `
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "/etc/containerd/certs.d"
`

function auditPatch(kubernetes: string): object {
  const flags = {
    'audit-policy-file': policyInNode,
    'audit-log-path': `${auditInNode}/audit.log`,
    'audit-log-maxsize': '100',
    'audit-log-maxbackup': '5',
  }
  // kind writes kubeadm's v1beta4 from 1.36 on: there extraArgs is a list, before it was a map.
  const isList = Number(kubernetes.split('.')[1]) >= 36
  // The list replaces kind's own, which holds nothing but an empty runtime-config.
  const extraArgs = isList ? Object.entries(flags).map(([name, value]) => ({ name, value })) : flags
  const extraVolumes = [
    { name: 'audit-policy', hostPath: policyInNode, mountPath: policyInNode, readOnly: true, pathType: 'File' },
    { name: 'audit-log', hostPath: auditInNode, mountPath: auditInNode, pathType: 'DirectoryOrCreate' },
  ]
  return { kind: 'ClusterConfiguration', apiServer: { extraArgs, extraVolumes } }
}
