import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeNames } from '../cluster/cluster.ts'
import { type AuditMark, auditLogEnd } from '../cluster/levers/audit-log.ts'
import { crashComponent, startComponent } from '../cluster/levers/component.ts'
import { wakeOthers } from '../cluster/levers/wake.ts'
import { pauseNode, resumeNode } from '../cluster/levers/node.ts'
import { mend } from '../cluster/mend.ts'
import { restartsOf, rotateToken } from '../pod/levers.ts'
import { type Look, openLook } from '../pod/look.ts'
import { fresh, openWorkplace, type Workplace } from '../pod/release.ts'
import { tokensShown } from '../pod/rights.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import type { Running } from '../support/cutaway.ts'
import { tells } from './churn.ts'
import { equalsApiServer } from './equality.ts'
import { gapsOf } from './gaps.ts'
import { openPage, type Page } from './page.ts'
import { clusterName, end, type Server, startServer, startTail } from './server.ts'

const kubectl = kubectlOn(clusterName)
const [controlPlane, worker] = nodeNames(clusterName)
let place: Workplace
let stage: Stage
/** Server and tail run beside the cluster; the Pod is in it, and its page comes through the API server. */
let server: Server
let page: Page
let tail: Running
let pod: Look
let begun: AuditMark

beforeAll(async () => {
  ;[place, stage] = await Promise.all([openWorkplace(), openStage(kubectl, fresh('outage'))])
  begun = auditLogEnd(clusterName)
  ;[tail, server, pod] = await Promise.all([startTail(), startServer(), openLook(place, 'away', worker)])
  page = await openPage(server.port)
})

afterAll(async () => {
  page?.close()
  await server?.stop()
  if (tail) await end(tail)
  await mend(clusterName)
  await Promise.all([pod?.close(), stage && closeStage(kubectl, stage.namespace)])
  place?.close()
})

/** Breaks the API server, mends it, and answers what page and tail said meanwhile. */
async function outage(how: string, knownWithin: number, breakIt: () => Promise<unknown>, mendIt: () => Promise<unknown>) {
  const before = page.health.length
  const said = tail.err.length
  const from = Date.now()
  await breakIt()
  const broken = Date.now()
  await expect.poll(() => page.now().state, { timeout: 60_000, interval: 50 }).toBe('stale')
  const { at } = page.health.slice(before).find(({ health }) => health.state === 'stale')!
  console.log(`an API server that is ${how} is missed after ${((at - broken) / 1000).toFixed(1)} s`)
  expect(at - broken).toBeLessThan(knownWithin)
  await expect.poll(() => tail.err.slice(said), { timeout: 60_000 }).toContain('nothing new is heard since')
  await expect.poll(() => page.now().kinds.map(({ state }) => state), { timeout: 60_000 }).toEqual(Array(25).fill('reconnecting'))
  const deepest = page.now()
  await mendIt()
  await expect.poll(() => page.now().state, { timeout: 120_000, interval: 200 }).toBe('live')
  await expect.poll(() => tail.err.slice(said), { timeout: 60_000 }).toContain('live again')
  return { from, broken, deepest, states: page.health.slice(before).map(({ health }) => health), said: tail.err.slice(said) }
}

/** What a tail wrote about its silence, as ms since epoch; the last time that a clock showed it. */
function since(said: string): number {
  const [, time = ''] = /nothing new is heard since (\d\d:\d\d:\d\d\.\d{3}): \S/.exec(said) ?? []
  const day = new Date()
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const at = day.setHours(hours, minutes, Math.floor(seconds), Math.round((seconds % 1) * 1000))
  return at > Date.now() ? day.setDate(day.getDate() - 1) : at
}

/** What held before, during and after: no kind is called forbidden or absent because the API server is not ready yet. */
function laws({ from, broken, deepest, states, said }: Awaited<ReturnType<typeof outage>>): void {
  // Somebody renews a lease every other second; a busy machine hears of it later.
  for (const at of [deepest.since, since(said)]) {
    expect(at).toBeGreaterThan(from - 20_000)
    expect(at).toBeLessThanOrEqual(broken + 5_000)
  }
  // Bookmarks come about once a minute: a quiet kind was last known to be whole then.
  for (const { since: at } of deepest.kinds) {
    expect(at).toBeGreaterThan(from - 90_000)
    expect(at).toBeLessThanOrEqual(broken + 5_000)
  }
  for (const { note } of deepest.kinds) expect(note).toMatch(/\w/)
  expect(states.flatMap(({ kinds }) => kinds).filter(({ state }) => state === 'forbidden' || state === 'absent')).toEqual([])
}

/** What happens afterwards is told again, and what is held is what the API server holds. */
async function wellAgain(name: string): Promise<void> {
  await stage.apply(webDeployment(name, { replicas: 1 }))
  await stage.settled(name)
  await expect
    .poll(
      () =>
        page.all('kubelet.started').filter(({ namespaces, subject }) => namespaces.includes(stage.namespace) && subject.name.startsWith(name)).length,
    )
    .toBeGreaterThan(0)
  await equalsApiServer(server)
  expect(page.resets).toEqual([])
}

describe('an API server that is killed and away for a minute', () => {
  let connects: number
  let back: number
  let others: Promise<void>
  /** The ids of the Pod's tokens before its account was made anew, and where the audit log ended when the API server was gone. */
  let old: Set<string>
  let gone: AuditMark

  beforeAll(async () => {
    old = new Set(await tokensShown(pod.release, begun))
    await rotateToken(pod.release, await pod.release.pod())
  })

  test('is missed at once by page and tail, which say since when; then they go on', async () => {
    ;({ connects } = pod.page)
    const from = Date.now()
    const startAgain = async () => {
      await sleep(from + 60_000 - Date.now())
      await startComponent('kube-apiserver', controlPlane)
      back = Date.now()
      others = wakeOthers(clusterName)
      others.catch(() => {})
    }
    const crash = async () => {
      await crashComponent('kube-apiserver', controlPlane)
      gone = auditLogEnd(clusterName)
    }
    // Connections end at once.
    laws(await outage('killed', 10_000, crash, startAgain))
    await others
    await wellAgain('killed')
  })

  test('what was missed is a gap per kind that says from when to when', () => gapsOf(page))

  test('is waited for by a Pod: it is not restarted, its page comes back by itself, and it tells its gaps and what happens then', async () => {
    const { page: seen, release } = pod
    await expect.poll(() => seen.connects, { timeout: 120_000 }).toBeGreaterThan(connects)
    await expect.poll(() => seen.now().state, { timeout: 120_000 }).toBe('live')
    console.log(`a Pod is live ${((Date.now() - back) / 1000).toFixed(1)} s after the API server runs again`)
    await tells(seen, stage, worker, 'after')
    await gapsOf(seen)
    expect(seen.resets).toEqual([])
    expect(restartsOf(await release.pod())).toBe(0)
  })

  test('a Pod whose token was replaced and is good no more uses the new one', async () => {
    expect(old.size).toBe(1)
    await expect.poll(async () => (await tokensShown(pod.release, gone)).length).toBeGreaterThan(24)
    const shown = await tokensShown(pod.release, gone)
    expect(shown.filter((token) => old.has(token))).toEqual([])
    await expect.poll(() => pod.page.now().kinds.filter(({ state }) => state === 'live')).toHaveLength(24)
  })
})

describe('an API server that is frozen', () => {
  test('is missed by page and tail within some questions that nobody answers, which say since when; then they go on', async () => {
    laws(
      await outage(
        'frozen',
        // 18 s: it is asked every ten, and twice in vain.
        40_000,
        () => pauseNode(controlPlane),
        () => sleep(5_000).then(() => resumeNode(controlPlane)),
      ),
    )
    await wellAgain('frozen')
  })
})
