import { join } from 'node:path'
import type { BackgroundProcess } from './background-process.ts'
import { Failure } from './failure.ts'
import { auditFolder, clusterFolder, kubeconfigPath } from './folders.ts'
import type { ClusterOptions } from './options.ts'
import { readRecord } from './record.ts'

/** A cluster that is up, and all that tests need to find their way around it. */
export interface Cluster {
  name: string
  kubernetes: string
  proxyMode: ClusterOptions['proxyMode']
  way: 'built' | 'registry'
  kubeconfig: string
  /** The kubectl of the cluster's own version. */
  kubectl: string
  /** The API server's audit log on this machine: JSON lines; older ones lie beside it. */
  auditLog: string
  controlPlane: string
  workers: [string, string]
}

/** What `up` wrote down. */
export interface ClusterRecord {
  options: ClusterOptions
  way: Cluster['way']
  kubectl: string
  network: string
  /** This machine's address on the nodes' network; the registry answers there. */
  gateway: string
  registry?: { port: number; process: BackgroundProcess; gate: BackgroundProcess }
  /** False until everything is in place. */
  complete: boolean
}

export const clusterRecordPath = (name: string): string => join(clusterFolder(name), 'cluster.json')
/** What the machine looked like before the cluster, for the test that `down` leaves it so. */
export const hostBeforePath = (name: string): string => join(clusterFolder(name), 'host-before.json')
export const readCluster = (name: string): ClusterRecord | undefined => readRecord<ClusterRecord>(clusterRecordPath(name))
export const nodeNames = (name: string): [string, string, string] => [`${name}-control-plane`, `${name}-worker`, `${name}-worker2`]
export const networkName = (name: string): string => `${name}-nodes`

/** The cluster of this name, which must be up. */
export function openCluster(name = 'cutaway'): Cluster {
  const record = readCluster(name)
  if (!record?.complete) throw new Failure(`No cluster "${name}" is up here: npm run cluster -- up`, 2)
  const [controlPlane, ...workers] = nodeNames(name)
  return {
    name,
    kubernetes: record.options.kubernetes,
    proxyMode: record.options.proxyMode,
    way: record.way,
    kubeconfig: kubeconfigPath(name),
    kubectl: record.kubectl,
    auditLog: join(auditFolder(name), 'audit.log'),
    controlPlane,
    workers,
  }
}
