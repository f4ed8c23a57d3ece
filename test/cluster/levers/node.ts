import { nodeNames } from '../cluster.ts'
import { docker, inNode } from '../docker/client.ts'
import { refreshRoutes } from '../network/pod-network.ts'
import { setTimeout as sleep } from 'node:timers/promises'

/** Freezes every process of the node: to the rest of the cluster it is a machine that hangs. */
export async function pauseNode(node: string): Promise<void> {
  await docker(['pause', node])
}

export async function resumeNode(node: string): Promise<void> {
  await docker(['unpause', node])
}

/** Shuts the node down in order, as `systemctl poweroff` would. */
export async function stopNode(node: string): Promise<void> {
  await docker(['stop', '--time', '20', node], { timeoutMs: 60_000 })
}

/** Pulls the plug. */
export async function killNode(node: string): Promise<void> {
  await docker(['kill', node])
}

/** Boots the node again, and gives all nodes their routes: it may have come back with another address. */
export async function startNode(node: string): Promise<void> {
  await docker(['start', node])
  const name = clusterOf(node)
  for (let i = 0; i < 60; i++) {
    // "degraded" is as far as a systemd in a container comes.
    const { stdout } = await inNode(node, ['systemctl', 'is-system-running'], { allowFailure: true })
    if (/running|degraded/.test(stdout)) break
    await sleep(500)
  }
  await refreshRoutes(name)
}

/** kind names nodes after their cluster. */
function clusterOf(node: string): string {
  const name = node.replace(/-(control-plane|worker\d*)$/, '')
  return nodeNames(name).includes(node) ? name : 'cutaway'
}
