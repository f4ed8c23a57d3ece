import { existsSync, rmSync } from 'node:fs'
import { readCluster } from './cluster.ts'
import { docker, dockerAnswers } from './docker/client.ts'
import { hasContainers, restartOwnDocker, stopDocker } from './docker/daemon.ts'
import { clusterFolder } from './folders.ts'
import { containerStates } from './health.ts'
import { withLock } from './lock.ts'
import { removeNodesNetwork } from './network/nodes-network.ts'
import { toTerminal, type Progress } from './progress.ts'
import { stopRegistry } from './registry/start.ts'

export interface DownOptions {
  name: string
}

/** Removes the cluster and everything that it needed to run. The caches stay. */
export function down(options: Partial<DownOptions> = {}, progress: Progress = toTerminal()): Promise<void> {
  const name = options.name ?? 'cutaway'
  return withLock(progress, async () => {
    // A daemon of ours that died left containers and network behind; only a daemon can take them away in order.
    await restartOwnDocker(progress)
    if (await dockerAnswers()) {
      await progress.part(`remove the cluster "${name}"`, () => removeCluster(name))
      if (await hasContainers()) progress.say('Our own dockerd keeps running: other containers use it.')
      else await stopDocker(progress)
    }
    rmSync(clusterFolder(name), { recursive: true, force: true })
  })
}

/** Nodes, network, registry and state of one cluster; Docker stays. */
export async function removeCluster(name: string): Promise<void> {
  await stopRegistry(readCluster(name)?.registry)
  const nodes = [...(await containerStates(name)).keys()]
  // What kind itself does, without needing kind: a paused node must be thawed first, or Docker waits for it.
  for (const node of nodes) await docker(['unpause', node], { allowFailure: true })
  if (nodes.length > 0) await docker(['rm', '--force', '--volumes', ...nodes], { timeoutMs: 180_000 })
  await removeNodesNetwork(name)
  if (existsSync(clusterFolder(name))) rmSync(clusterFolder(name), { recursive: true, force: true })
}
