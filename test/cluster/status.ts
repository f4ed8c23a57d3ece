import { openCluster, readCluster, type Cluster } from './cluster.ts'
import { isAlive } from './background-process.ts'
import { troubles } from './health.ts'
import { registryHost } from './image/names.ts'
import { registryMode } from './registry/mode.ts'

export interface Status {
  cluster: Cluster
  /** Empty = healthy. */
  troubles: string[]
  registry: string
}

/** undefined: no such cluster. */
export async function status(name: string): Promise<Status | undefined> {
  const record = readCluster(name)
  if (!record?.complete) return undefined
  const mode = await registryMode(name).catch(() => undefined)
  const found = await troubles(name).catch((error: unknown) => [(error as Error).message])
  if (mode === undefined || !isAlive(record.registry?.process)) found.push('registry: not running')
  return { cluster: openCluster(name), troubles: found, registry: `${registryHost} (${mode === undefined ? 'down' : Object.values(mode).join(' ')})` }
}

export function statusText({ cluster, troubles: found, registry }: Status): string {
  const lines = [
    `cluster      ${cluster.name}: Kubernetes ${cluster.kubernetes}, kube-proxy ${cluster.proxyMode}, node image ${cluster.way === 'built' ? 'built from source' : 'pulled'}`,
    `health       ${found.length === 0 ? 'good' : found.join('\n             ')}`,
    `nodes        ${[cluster.controlPlane, ...cluster.workers].join(', ')}`,
    `kubeconfig   ${cluster.kubeconfig}`,
    `audit log    ${cluster.auditLog}`,
    `registry     ${registry}`,
  ]
  return `${lines.join('\n')}\n`
}
