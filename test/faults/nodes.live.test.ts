import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { nodeNames } from '../cluster/cluster.ts'
import { startKubelet, stopKubelet } from '../cluster/levers/kubelet.ts'
import { pauseNode, resumeNode } from '../cluster/levers/node.ts'
import { mend } from '../cluster/mend.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { equalsApiServer } from './equality.ts'
import { openPage, type Page } from './page.ts'
import { clusterName, type Server, startServer } from './server.ts'

const kubectl = kubectlOn(clusterName)
const [, paused, mute] = nodeNames(clusterName)
const unknown = 'kube-controller-manager/node-lifecycle.node-unknown'
/** Node leases as the API server has them, ms. */
const renewed = async (node: string): Promise<number> =>
  Date.parse(await kubectl(['get', 'lease', node, '--namespace', 'kube-node-lease', '-o', 'jsonpath={.spec.renewTime}']))

let server: Server
let page: Page
/** Of both nodes: when it fell silent, and the last renewal before that. */
const silence = { [paused]: { at: 0, renewed: 0 }, [mute]: { at: 0, renewed: 0 } }
let back = 0

// Both at once, because both take a minute: one node is frozen whole, of the other only the kubelet is stopped.
beforeAll(async () => {
  server = await startServer()
  page = await openPage(server.port)
  await Promise.all([pauseNode(paused), stopKubelet(mute)])
  const at = Date.now()
  for (const node of [paused, mute]) silence[node] = { at, renewed: await renewed(node) }
  await sleep(60_000)
  await vi.waitUntil(() => [paused, mute].every((node) => page.all(unknown, node).length > 0), { timeout: 15_000 })
  back = Date.now()
  await Promise.all([resumeNode(paused), startKubelet(mute)])
})

afterAll(async () => {
  page?.close()
  await server?.stop()
  await mend(clusterName)
})

describe.each([
  ['a node that is paused for a minute', paused],
  ['a node whose kubelet is stopped', mute],
])('%s', (_, node) => {
  test('its kubelet falls quiet 40 s after its last lease renewal, and since then', async () => {
    const quiet = page.pulses.find((pulse) => pulse.component === 'kubelet' && pulse.node === node && pulse.state === 'quiet')
    expect(Math.floor(quiet?.since ?? 0)).toBe(silence[node]!.renewed)
    expect(quiet?.why).toBe('pulse.node-lease')
    const told = page.entries.find((entry) => 'pulse' in entry && entry.pulse === quiet)!.at
    expect(told - silence[node]!.renewed).toBeGreaterThan(40_000)
    expect(told - silence[node]!.renewed).toBeLessThan(44_000)
    await expect.poll(() => page.pulse('kubelet', node)?.state, { timeout: 30_000 }).toBe('live')
  })

  test('the node lifecycle controller gives it up, taints it and takes its Pods out of service, because of that', () => {
    const [given] = page.all(unknown, node)
    expect(given).toMatchObject({ component: 'kube-controller-manager/node-lifecycle', subject: { kind: 'Node', name: node }, causes: [] })
    expect(given!.at.to).toBeGreaterThan(silence[node]!.at + 30_000)
    const tainted = page.all('kube-controller-manager/node-lifecycle.tainted', node)
    expect(tainted[0]?.causes[0]?.id).toBe(given!.id)
    const pods = page
      .all('kube-controller-manager/node-lifecycle.pod-not-ready')
      .filter(({ facts }) => JSON.stringify(facts['node']).includes(`"${node}"`))
    expect(pods.length).toBeGreaterThan(0)
    for (const pod of pods) expect(pod.causes[0]?.id).toBe(given!.id)
  })

  test('its return is told by its kubelet', async () => {
    await expect.poll(() => page.all('kubelet.node-ready', node), { timeout: 30_000 }).toHaveLength(1)
    const [ready] = page.all('kubelet.node-ready', node)
    expect(ready).toMatchObject({ component: 'kubelet', node })
    expect(ready!.at.to).toBeGreaterThan(back - 1000)
  })
})

test('nothing of it is an outage of the API server', () => {
  expect(page.health.map(({ health }) => health.state)).not.toContain('stale')
})

test('what is held is what the API server holds', async () => {
  await mend(clusterName)
  await equalsApiServer(server)
  expect(page.resets).toEqual([])
})
