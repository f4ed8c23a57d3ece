import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeNames } from '../../cluster/cluster.ts'
import { tells } from '../../faults/churn.ts'
import { equalsApiServer } from '../../faults/equality.ts'
import { openPage, type Page } from '../../faults/page.ts'
import { clusterName, type Server, startServer } from '../../faults/server.ts'
import { fresh, kubectl } from '../../pod/release.ts'
import { webPod } from '../../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../../situations/stage/stage.ts'
import { type Api, openApi } from '../api.ts'

/** What an installation allows. */
const LIMIT = 512
const [, worker] = nodeNames(clusterName)
let stage: Stage
let server: Server
let page: Page
let api: Api
let base: string

beforeAll(async () => {
  stage = await openStage(kubectl, fresh('flood'))
  base = `namespaces/${stage.namespace}`
  server = await startServer()
  page = await openPage(server.port)
  api = openApi()
})

afterAll(async () => {
  page?.close()
  api?.close()
  await server?.stop()
  await closeStage(kubectl, stage.namespace)
})

/** `count` requests, so many at a time and no more than `rate` a second. */
async function many(
  count: number,
  rate: number,
  ask: (number: number) => Promise<number>,
  atOnce = 32,
): Promise<{ seconds: number; refused: number }> {
  const began = performance.now()
  let next = 0
  let refused = 0
  const lane = async () => {
    for (let number = next++; number < count; number = next++) {
      const early = (number / rate) * 1000 - (performance.now() - began)
      if (early > 0) await sleep(early)
      const status = await ask(number)
      if (status >= 400 && status !== 404) refused += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return { seconds: (performance.now() - began) / 1000, refused }
}

/** While it lasts a Pod's start is told; after it nothing is missing. */
async function endures(name: string, flood: () => Promise<{ seconds: number; refused: number }>): Promise<void> {
  const flooding = flood()
  await sleep(2_000)
  const began = performance.now()
  await tells(page, stage, worker, `amid-${name}`)
  const amid = (performance.now() - began) / 1000
  const { seconds, refused } = await flooding
  await equalsApiServer(server, 90_000)
  const memory = await server.memory()
  console.log(
    `${name}: ${seconds.toFixed(1)} s, ${refused} refused by the API server; amid it a Pod's start was told ${amid.toFixed(1)} s after it was made; memory ${memory.toFixed(0)} MiB`,
  )
  expect(refused).toBe(0)
  expect(memory).toBeLessThan(LIMIT)
  expect(page.now().state).toBe('live')
  expect(page.now().faults).toEqual({})
}

test('10,000 Events about one object', async () => {
  await stage.create(webPod('target'))
  await stage.until('condition=Ready', 'pod/target')
  const uid = await stage.kubectl(['get', 'pod', 'target', '-o', 'jsonpath={.metadata.uid}'])
  const event = (number: number) => ({
    metadata: { name: `flood.${number}` },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'target', namespace: stage.namespace, uid },
    reason: ['Unhealthy', 'BackOff', 'Flooded'][number % 3],
    message: `Back-off number ${number}`,
    type: 'Warning',
    source: { component: 'kubelet', host: worker },
    firstTimestamp: new Date().toISOString(),
    lastTimestamp: new Date().toISOString(),
    count: 1,
  })
  await endures('events', () => many(10_000, 1_000, (number) => api.call('POST', `/api/v1/${base}/events`, event(number))))
})

test('1,000 Pods made and deleted within a minute', async () => {
  const pod = (number: number) => {
    const { spec, ...rest } = webPod(`brief-${number}`) as { spec: object }
    return { ...rest, spec: { ...spec, schedulerName: 'nobody', terminationGracePeriodSeconds: 0 } }
  }
  await endures('pods', () =>
    many(1_000, 20, async (number) => {
      const made = await api.call('POST', `/api/v1/${base}/pods`, pod(number))
      const gone = await api.call('DELETE', `/api/v1/${base}/pods/brief-${number}`)
      return Math.max(made, gone)
    }),
  )
})

test('100 managers of one object, then two that flip a field 50 times a second', async () => {
  await stage.kubectl(['create', 'deployment', 'disputed', '--image=none', '--replicas=0'])
  const path = `/apis/apps/v1/${base}/deployments/disputed`
  const label = (number: number) => ({ metadata: { annotations: { [`manager-${number}`]: 'was here' } } })
  await endures('managers', () => many(100, 50, (number) => api.call('PATCH', `${path}?fieldManager=manager-${number}`, label(number)), 2))
  const flip = (number: number) => ({ spec: { revisionHistoryLimit: 5 + (number % 2) } })
  await endures('fight', () => many(1_500, 50, (number) => api.call('PATCH', `${path}?fieldManager=fighter-${number % 2}`, flip(number)), 2))
})
