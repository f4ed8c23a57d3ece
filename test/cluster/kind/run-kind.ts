import { networkName } from '../cluster.ts'
import { dockerEnv } from '../docker/client.ts'
import { programPath } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import { run, type RunOptions, type RunResult } from '../run.ts'

/** kind, speaking to our Docker, with the cluster's own network instead of the one that all kind clusters of a machine share. */
export function runKind(name: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const env = { ...dockerEnv(), KIND_EXPERIMENTAL_PROVIDER: 'docker', KIND_EXPERIMENTAL_DOCKER_NETWORK: networkName(name) }
  return run(programPath(goParts().kind, 'kind'), args, { timeoutMs: 120_000, ...options, env })
}
