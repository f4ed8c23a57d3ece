import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeNames } from '../../cluster/cluster.ts'
import { type AuditMark, auditLogEnd } from '../../cluster/levers/audit-log.ts'
import { killComponent, startComponent } from '../../cluster/levers/component.ts'
import { startKubelet, stopKubelet } from '../../cluster/levers/kubelet.ts'
import { clusterName } from '../../faults/server.ts'
import { asked } from '../../pod/rights.ts'
import { openWatchers, type Watchers } from '../away.ts'

const TIMES = 20
const EVERY = 6_000
const [controlPlane] = nodeNames(clusterName)
let watchers: Watchers
let begun: AuditMark
let seconds: number

beforeAll(async () => {
  watchers = await openWatchers()
})
afterAll(() => watchers?.close())

test(`an API server that is killed ${TIMES} times in two minutes is asked for whole lists at most once in 5 s and kind`, async () => {
  begun = auditLogEnd(clusterName)
  const began = Date.now()
  for (let time = 0; time < TIMES; time++) {
    await killComponent('kube-apiserver', controlPlane)
    // A new kubelet starts it at once, however often it ended before.
    await stopKubelet(controlPlane)
    await startKubelet(controlPlane)
    await startComponent('kube-apiserver', controlPlane)
    const early = began + (time + 1) * EVERY - Date.now()
    if (early > 0) await sleep(early)
  }
  seconds = (Date.now() - began) / 1000
  const lists = new Map<string, number>()
  for (const { verb, stage, requestURI, objectRef } of await asked(watchers.pod.release, begun)) {
    const whole = verb === 'list' || (verb === 'watch' && stage === 'ResponseStarted' && requestURI.includes('sendInitialEvents=true'))
    if (whole && objectRef) lists.set(objectRef.resource, (lists.get(objectRef.resource) ?? 0) + 1)
  }
  const counts = [...lists.values()]
  console.log(`${TIMES} kills in ${seconds.toFixed(0)} s; lists per kind: most ${Math.max(0, ...counts)}, ${counts.length} kinds`)
  expect(Math.max(0, ...counts)).toBeLessThanOrEqual(1 + seconds / 5)
})

test('afterwards all is as before, with a gap per kind', () => watchers.wellAgain('calm'))
