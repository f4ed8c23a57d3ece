import { nodeNames } from './cluster.ts'
import { docker, inNode } from './docker/client.ts'
import { containerStates, waitHealthy } from './health.ts'
import { joinNode } from './levers/cut.ts'
import { startComponents } from './levers/component.ts'
import { refreshRoutes } from './network/pod-network.ts'

/** Undoes whatever the levers did, or a restart of Docker: every node runs, is connected, and has all that belongs on it. */
export async function mend(name: string): Promise<void> {
  const states = await containerStates(name)
  for (const node of nodeNames(name)) {
    if (states.get(node) === 'paused') await docker(['unpause', node])
    else if (states.get(node) !== 'running') await docker(['start', node])
  }
  const [controlPlane] = nodeNames(name)
  for (const node of nodeNames(name)) {
    await joinNode(node)
    await inNode(node, ['systemctl', 'start', 'containerd', 'kubelet'])
  }
  await startComponents(controlPlane)
  await refreshRoutes(name)
  await waitHealthy(name, 120_000)
}
