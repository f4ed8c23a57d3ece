import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Everything that outlives a run is kept here, outside the repository, so that a fresh clone on the same machine starts warm.
 * `parts` and `docker` are caches and stay after `down`; `clusters/<name>` is state and goes with the cluster.
 */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cutaway')
}

export const partsFolder = (): string => join(cacheFolder(), 'parts')
export const buildFolder = (): string => join(cacheFolder(), 'build')
export const dockerFolder = (): string => join(cacheFolder(), 'docker')
/** Where our own dockerd has what lives as long as it runs. */
export const dockerRunFolder = (): string => join(dockerFolder(), 'exec')
export const clusterFolder = (name: string): string => join(cacheFolder(), 'clusters', name)

export const kubeconfigPath = (name: string): string => join(clusterFolder(name), 'kubeconfig')
/** A folder, not a file: kube-apiserver rotates the log beside itself. */
export const auditFolder = (name: string): string => join(clusterFolder(name), 'audit')
