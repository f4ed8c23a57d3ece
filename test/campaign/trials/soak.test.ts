import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeNames } from '../../cluster/cluster.ts'
import { equalsApiServer } from '../../faults/equality.ts'
import { openPage, type Page } from '../../faults/page.ts'
import { clusterName, type Server, startServer } from '../../faults/server.ts'
import { fresh, kubectl } from '../../pod/release.ts'
import { webDeployment } from '../../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../../situations/stage/stage.ts'

const MINUTES = 4
const PAGES = 10
const [, worker] = nodeNames(clusterName)
let stage: Stage
let server: Server
const pages: Page[] = []

beforeAll(async () => {
  stage = await openStage(kubectl, fresh('soak'))
  server = await startServer()
  for (let at = 0; at < PAGES; at++) pages.push(await openPage(server.port))
})

afterAll(async () => {
  for (const page of pages) page.close()
  await server?.stop()
  await closeStage(kubectl, stage.namespace)
})

test(`${MINUTES} minutes of Deployments that are made, scaled and deleted, before ${PAGES} pages: memory is bounded, nothing is lost`, async () => {
  const began = Date.now()
  const end = began + MINUTES * 60_000
  const memory: { minutes: number; mebibytes: number }[] = []
  const sampling = (async () => {
    while (Date.now() < end) {
      memory.push({ minutes: (Date.now() - began) / 60_000, mebibytes: await server.memory() })
      await sleep(5_000)
    }
  })()
  let rounds = 0
  while (Date.now() < end) {
    const name = `churn-${rounds++}`
    await stage.apply(webDeployment(name, { replicas: 2, nodeSelector: { 'kubernetes.io/hostname': worker } }))
    await sleep(1_000)
    await stage.kubectl(['scale', `deployment/${name}`, '--replicas=4'])
    await sleep(1_500)
    await stage.kubectl(['delete', 'deployment', name, '--wait=false'])
  }
  await sampling
  const steady = memory.filter(({ minutes }) => minutes > 1)
  const entries = pages[0]!.entries.length
  console.log(`${rounds} Deployments, ${entries} entries to each of ${PAGES} pages`)
  console.log(
    `memory ${memory[0]!.mebibytes.toFixed(0)} MiB at first, ${memory.at(-1)!.mebibytes.toFixed(0)} at last, most ${most(memory).toFixed(0)}`,
  )
  console.log(`slope ${slope(steady).toFixed(2)} MiB a minute after the first`)
  expect(most(memory)).toBeLessThan(400)
  expect(pages[0]!.now().faults).toEqual({})
  expect(pages.flatMap(({ resets }) => resets)).toEqual([])
  // Each was told all.
  const last = pages.map(({ entries: all }) => all.slice(-1000).map(({ seq }) => seq))
  await expect.poll(() => new Set(pages.map((page) => page.entries.at(-1)?.seq)).size, { timeout: 10_000 }).toBe(1)
  for (const numbers of last) expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! + at))
  await equalsApiServer(server, 90_000)
})

const most = (memory: { mebibytes: number }[]): number => Math.max(...memory.map(({ mebibytes }) => mebibytes))

/** Of the line of least squares. */
function slope(memory: { minutes: number; mebibytes: number }[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(memory.map(({ minutes }) => minutes)), mean(memory.map(({ mebibytes }) => mebibytes))]
  const shared = memory.reduce((sum, { minutes, mebibytes }) => sum + (minutes - x) * (mebibytes - y), 0)
  return shared / memory.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0)
}
