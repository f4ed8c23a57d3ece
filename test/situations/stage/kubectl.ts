import { kubectl as run } from '../../cluster/kubectl.ts'

/** Runs one kubectl command and answers what it printed; rejects with what kubectl said if it fails. */
export type Kubectl = (args: readonly string[], options?: { stdin?: string; timeoutMs?: number }) => Promise<string>

/** kubectl on the test cluster of this name. */
export function kubectlOn(cluster: string): Kubectl {
  return async (args, options = {}) => (await run(args, { timeoutMs: 180_000, ...options, cluster })).stdout
}
