import { setTimeout as sleep } from 'node:timers/promises'
import { nodeNames } from './cluster.ts'
import { docker } from './docker/client.ts'
import { Failure } from './failure.ts'
import { kubectlJson } from './kubectl.ts'
import { components } from './levers/component.ts'

interface Item {
  metadata: { name: string; namespace?: string; generation?: number }
  spec: { replicas?: number }
  status?: {
    conditions?: { type: string; status: string }[]
    observedGeneration?: number
    availableReplicas?: number
    numberReady?: number
    desiredNumberScheduled?: number
  }
}

/** What is not as it should be, in words; empty = healthy. `addons` asks for the Deployments too, not for the nodes alone. */
export async function troubles(name: string, addons = true): Promise<string[]> {
  const containers = await containerStates(name)
  const down = nodeNames(name).filter((node) => containers.get(node) !== 'running')
  if (down.length > 0) return down.map((node) => `node ${node}: container ${containers.get(node) ?? 'missing'}`)
  const asked = { cluster: name, timeoutMs: 15_000 }
  try {
    const nodes = await kubectlJson<{ items: Item[] }>(['get', 'nodes', '--request-timeout', '10s'], asked)
    const found: string[] = []
    if (nodes.items.length !== nodeNames(name).length) found.push(`${nodes.items.length} nodes instead of ${nodeNames(name).length}`)
    for (const node of nodes.items) if (!isTrue(node, 'Ready')) found.push(`node ${node.metadata.name}: not Ready`)
    if (!addons) return found
    const workloads = await kubectlJson<{ items: Item[] }>(
      ['get', 'deployments,daemonsets', '--namespace', 'kube-system', '--request-timeout', '10s'],
      asked,
    )
    const storage = await kubectlJson<{ items: Item[] }>(
      ['get', 'deployments', '--namespace', 'local-path-storage', '--request-timeout', '10s'],
      asked,
    )
    const controlPlane = await kubectlJson<{ items: Item[] }>(
      ['get', 'pods', '--namespace', 'kube-system', '--selector', 'tier=control-plane', '--request-timeout', '10s'],
      asked,
    )
    const ready = controlPlane.items.filter((pod) => isTrue(pod, 'Ready')).map((pod) => pod.metadata.name)
    for (const component of components) if (!ready.includes(`${component}-${nodeNames(name)[0]}`)) found.push(`${component}: not ready`)
    for (const item of [...workloads.items, ...storage.items])
      if (!isReady(item)) found.push(`${item.metadata.namespace}/${item.metadata.name}: not ready`)
    return found
  } catch (error) {
    return [`API server: ${(error as Error).message}`]
  }
}

/** Waits until nothing is wrong any more; says at the end what still is. */
export async function waitHealthy(name: string, timeoutMs: number, addons = true): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = await troubles(name, addons)
    if (found.length === 0) return
    if (Date.now() > deadline)
      throw new Failure(`The cluster "${name}" is not healthy after ${timeoutMs / 1000} s:\n${found.map((line) => `  ${line}`).join('\n')}`)
    await sleep(1000)
  }
}

export async function containerStates(name: string): Promise<Map<string, string>> {
  const { stdout } = await docker(['ps', '--all', '--filter', `label=io.x-k8s.kind.cluster=${name}`, '--format', '{{.Names}} {{.State}}'])
  return new Map(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' ') as [string, string]),
  )
}

const isTrue = (item: Item, type: string): boolean =>
  item.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false

function isReady(item: Item): boolean {
  const status = item.status ?? {}
  if ((status.observedGeneration ?? 0) < (item.metadata.generation ?? 0)) return false
  if (status.desiredNumberScheduled !== undefined) return status.numberReady === status.desiredNumberScheduled
  return (status.availableReplicas ?? 0) >= (item.spec.replicas ?? 1)
}
