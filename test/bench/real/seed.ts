import { setTimeout as pause } from 'node:timers/promises'
import { AppsV1Api, CoreV1Api, DiscoveryV1Api, KubernetesObjectApi } from '@kubernetes/client-node'
import { service, webDeployment } from '../../situations/stage/manifests.ts'
import type { ControlPlane } from './control-plane.ts'

export interface Size {
  nodes: number
  pods: number
}

const NAMESPACES = 20
const REPLICAS = 10
/** Requests at a time. */
const AT_ONCE = 8
const ASK_EVERY = 3_000
const ANNOUNCE_EVERY = 10_000
const PATIENCE = 15 * 60_000

/**
 * Fills a control plane: nodes of kwok, and Deployments of ten Pods with their Services, whose ReplicaSets, Pods, slices, Leases and Events the
 * components make. Resolves when all is at rest and the components are ended: beside what is measured nothing but the API server runs.
 */
export async function seed(plane: ControlPlane, { nodes, pods }: Size, say: (line: string) => void): Promise<void> {
  const began = performance.now()
  const objects = KubernetesObjectApi.makeApiClient(plane.client)
  const apps = plane.client.makeApiClient(AppsV1Api)
  const core = plane.client.makeApiClient(CoreV1Api)
  const discovery = plane.client.makeApiClient(DiscoveryV1Api)
  const deployments = range(Math.ceil(pods / REPLICAS))
  const wanted = deployments.length * REPLICAS
  const endComponents = await plane.startComponents()

  await create(range(NAMESPACES).map((at) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${at}` } })))
  await create(range(nodes).map((at) => node(`node-${padded(at, 4)}`)))
  // Whatever is ready first would get all Pods.
  await until('nodes free of taints', nodes, async () => (await core.listNode()).items.filter(({ spec }) => !spec?.taints?.length).length)
  await create(deployments.map((at) => placed(at, service(`store-${padded(at, 5)}`))))
  await create(deployments.map((at) => placed(at, webDeployment(`store-${padded(at, 5)}`, { replicas: REPLICAS, readyAfter: 1 }))))
  await until('Pods ready', wanted, async () =>
    (await apps.listDeploymentForAllNamespaces()).items.reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0),
  )
  await until('endpoints ready', wanted, async () => {
    const { items } = await discovery.listEndpointSliceForAllNamespaces({ labelSelector: 'kubernetes.io/service-name!=kubernetes' })
    return items.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready).length
  })
  await endComponents()
  tell('the components are ended')

  function tell(what: string): void {
    say(`real: seed: ${what}, after ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }

  async function create(all: readonly object[]): Promise<void> {
    // One iterator for all: each takes what is next.
    const left = all.values()
    const worker = async () => {
      for (const object of left) await objects.create(object as never)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }

  async function until(what: string, all: number, count: () => Promise<number>): Promise<void> {
    for (let told = 0; ; await pause(ASK_EVERY)) {
      plane.check()
      const found = await count()
      const now = performance.now()
      if (found === all || now - told > ANNOUNCE_EVERY) {
        tell(`${found} of ${all} ${what}`)
        told = now
      }
      if (found === all) return
      if (now - began > PATIENCE) throw new Error(`real: seed: only ${found} of ${all} ${what} in time`)
    }
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at)
}

function padded(at: number, digits: number): string {
  return String(at).padStart(digits, '0')
}

/** As a kubelet registers itself; the scheduler spreads by the label and by what is left of the resources. kwok adds the rest. */
function node(name: string): object {
  const resources = { cpu: '8', memory: '32Gi', pods: '110' }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: { capacity: resources, allocatable: resources },
  }
}

function placed(at: number, object: object): object {
  const { metadata } = object as { metadata: object }
  return { ...object, metadata: { ...metadata, namespace: `team-${at % NAMESPACES}` } }
}
