import { run } from '../../cluster/run.ts'

/** Runs one kubectl command and answers what it printed; rejects with what kubectl said if it fails. */
export type Kubectl = (args: readonly string[], options?: { stdin?: string; timeoutMs?: number }) => Promise<string>

export function kubectl(kubeconfig: string, program = 'kubectl'): Kubectl {
  return async (args, options = {}) => {
    const { stdout } = await run(program, ['--kubeconfig', kubeconfig, ...args], { timeoutMs: 180_000, ...options })
    return stdout
  }
}
