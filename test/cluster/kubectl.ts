import { join } from 'node:path'
import { readCluster } from './cluster.ts'
import { Failure } from './failure.ts'
import { clusterFolder, kubeconfigPath } from './folders.ts'
import { run, type RunOptions, type RunResult } from './run.ts'

/** kubectl of the cluster's own version against the cluster and nothing else, whatever KUBECONFIG says. */
export function kubectl(args: readonly string[], options: RunOptions & { cluster?: string } = {}): Promise<RunResult> {
  const name = options.cluster ?? 'cutaway'
  const record = readCluster(name)
  if (record === undefined) throw new Failure(`No cluster "${name}" is up here: npm run cluster -- up`, 2)
  return run(record.kubectl, [...ownFiles(name), ...args], options)
}

/** Flags that keep kubectl out of the user's ~/.kube, its cache included. */
export const ownFiles = (name: string): string[] => ['--kubeconfig', kubeconfigPath(name), '--cache-dir', join(clusterFolder(name), 'kubectl-cache')]

export async function kubectlJson<T>(args: readonly string[], options: RunOptions & { cluster?: string } = {}): Promise<T> {
  return JSON.parse((await kubectl([...args, '--output', 'json'], options)).stdout) as T
}
