import { clusterRecordPath, nodeNames, readCluster } from './cluster.ts'
import { docker, inNode } from './docker/client.ts'
import { containerStates, waitHealthy } from './health.ts'
import { joinNode } from './levers/cut.ts'
import { startComponents } from './levers/component.ts'
import { ensureNodesNetwork } from './network/nodes-network.ts'
import { refreshRoutes } from './network/pod-network.ts'
import { writeRecord } from './record.ts'
import { setRegistryMode } from './registry/mode.ts'
import { ensureRegistry } from './registry/start.ts'

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
  const gateway = await ensureNodesNetwork(name)
  const record = readCluster(name)
  if (record) writeRecord(clusterRecordPath(name), { ...record, registry: await ensureRegistry(name, gateway, record.registry) })
  await setRegistryMode({ mode: 'normal' }, name)
  await refreshRoutes(name)
  await waitHealthy(name, 180_000)
}
