import { clusterRecordPath, readCluster } from '../cluster.ts'
import { kubectl, kubectlJson } from '../kubectl.ts'
import type { ClusterOptions } from '../options.ts'
import { writeRecord } from '../record.ts'

/** Switches kube-proxy on all nodes; resolves when the new Pods are ready. They clean up what the other mode wrote. */
export async function setProxyMode(mode: ClusterOptions['proxyMode'], name = 'cutaway'): Promise<void> {
  const asked = { cluster: name }
  const config = await kubectlJson<{ data: Record<string, string> }>(['get', 'configmap', 'kube-proxy', '--namespace', 'kube-system'], asked)
  const text = (config.data['config.conf'] ?? '').replace(/^mode: .*$/m, `mode: ${mode}`)
  await kubectl(
    [
      'patch',
      'configmap',
      'kube-proxy',
      '--namespace',
      'kube-system',
      '--type',
      'merge',
      '--patch',
      JSON.stringify({ data: { 'config.conf': text } }),
    ],
    asked,
  )
  await kubectl(['rollout', 'restart', 'daemonset/kube-proxy', '--namespace', 'kube-system'], asked)
  await kubectl(['rollout', 'status', 'daemonset/kube-proxy', '--namespace', 'kube-system', '--timeout', '120s'], { ...asked, timeoutMs: 130_000 })
  const record = readCluster(name)
  // So that `up` recognises the cluster as the one that was asked for, or makes another.
  if (record) writeRecord(clusterRecordPath(name), { ...record, options: { ...record.options, proxyMode: mode } })
}
