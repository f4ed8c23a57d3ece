import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeNames } from '../../cluster/cluster.ts'
import { pauseNode, resumeNode } from '../../cluster/levers/node.ts'
import { mend } from '../../cluster/mend.ts'
import { podOn } from '../../faults/churn.ts'
import { equalsApiServer } from '../../faults/equality.ts'
import { openPage, type Page } from '../../faults/page.ts'
import { clusterName, type Server, startServer } from '../../faults/server.ts'
import { fresh, kubectl } from '../../pod/release.ts'
import { webDeployment } from '../../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../../situations/stage/stage.ts'

const [, , lost] = nodeNames(clusterName)
const marked = 'kube-controller-manager/taint-eviction.marked'
const tainted = 'kube-controller-manager/node-lifecycle.tainted'
let stage: Stage
let server: Server
let page: Page
let doomed: string[]

beforeAll(async () => {
  stage = await openStage(kubectl, fresh('evicted'))
  await stage.apply(webDeployment('spread', { replicas: 4 }))
  await stage.create(podOn(lost, 'alone'))
  await stage.settled('spread')
  await stage.until('condition=Ready', 'pod/alone')
  doomed = (await stage.kubectl(['get', 'pods', '--field-selector', `spec.nodeName=${lost}`, '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ')
  server = await startServer()
  page = await openPage(server.port)
})

afterAll(async () => {
  page?.close()
  await server?.stop()
  await mend(clusterName)
  await closeStage(kubectl, stage.namespace)
})

const ours = () => page.all(marked).filter(({ namespaces }) => namespaces.includes(stage.namespace))

test('a node that is lost: 300 s after it is tainted its Pods are marked, because of the taint', async () => {
  expect(doomed.length).toBeGreaterThan(1)
  await pauseNode(lost)
  await expect.poll(() => page.all(tainted, lost).length, { timeout: 90_000, interval: 500 }).toBeGreaterThan(0)
  await expect.poll(() => ours().map(({ subject }) => subject.name), { timeout: 330_000, interval: 500 }).toHaveLength(doomed.length)
  expect(
    ours()
      .map(({ subject }) => subject.name)
      .toSorted(),
  ).toEqual(doomed.toSorted())
  const taints = new Map(page.all(tainted, lost).map((step) => [step.id, step]))
  for (const step of ours()) {
    const taint = taints.get(step.causes[0]?.id ?? '')
    expect(taint).toBeDefined()
    const after = (step.at.to - taint!.at.to) / 1000
    console.log(`${step.subject.name} was marked ${after.toFixed(1)} s after the taint`)
    expect(after).toBeGreaterThan(295)
    expect(after).toBeLessThan(310)
  }
})

test('what a controller owns is made anew elsewhere, and the page tells its start', async () => {
  await stage.kubectl(['wait', '--for=jsonpath={.status.availableReplicas}=4', 'deployment/spread', '--timeout=60s'])
  const replaced = doomed.length - 1
  const started = () => page.all('kubelet.started').filter(({ namespaces, node }) => namespaces.includes(stage.namespace) && node !== lost)
  await expect.poll(() => started().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(replaced)
})

test('the node comes back, its Pods of before go, and what is held is what the API server holds', async () => {
  await resumeNode(lost)
  await expect.poll(() => page.all('kubelet.node-ready', lost).length, { timeout: 60_000 }).toBeGreaterThan(0)
  await stage.kubectl(['wait', '--for=delete', ...doomed.map((name) => `pod/${name}`), '--timeout=90s'])
  await equalsApiServer(server, 60_000)
  expect(page.resets).toEqual([])
})
