import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Step } from '../../server/wire/step.ts'
import { kept, type AuditEvent } from '../accuracy/audit-event.ts'
import { judge, type Verdict } from '../accuracy/referee.ts'
import { report } from '../accuracy/report.ts'
import { writes } from '../accuracy/writes.ts'
import { openCluster } from '../cluster/cluster.ts'
import { auditLogEnd, readAuditLog } from '../cluster/levers/audit-log.ts'
import { equalsApiServer } from '../faults/equality.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { quietness } from '../situations/stage/quiet.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { tellLive, type LiveTelling } from '../situations/tell/live.ts'
import { ofNamespace } from '../situations/tell/of-namespace.ts'
import { breaches } from '../situations/told/laws.ts'
import { heavy, longestRunning, longNames, markedUp } from './objects/extremes.ts'
import { longName, markup, nasty } from './objects/text.ts'
import { crowd, workloads } from './objects/workloads.ts'
import { keepShelves, shelves } from './shelf-keeper.ts'

const clusterName = process.env['CUTAWAY_CLUSTER'] || 'cutaway'
const run = kubectlOn(clusterName)
const keeping = new AbortController()
let stage: Stage
let telling: LiveTelling
let verdict: Verdict

/** It watches on: what a busy machine does late is told late. */
const steps = (): Step[] => ofNamespace(telling.steps(), stage.namespace)
const about = (kind: string, name: string): Step[] => steps().filter(({ subject }) => subject.kind === kind && subject.name === name)

beforeAll(async () => {
  stage = await openStage(run, longName(63, `odd-${Date.now().toString(36).slice(-4)}`))
  const from = auditLogEnd(clusterName)
  const { note, quiet } = quietness(5_000, 180_000)
  telling = await tellLive(openCluster(clusterName).kubeconfig, (where) => where === stage.namespace && note())
  await happen()
  await quiet()
  const audit: AuditEvent[] = []
  for await (const event of readAuditLog(from, clusterName)) audit.push(...[kept(event as AuditEvent)].filter((write) => write !== undefined))
  verdict = judge(telling.steps(), writes(audit, telling.known), stage.namespace)
}, 420_000)

afterAll(async () => {
  keeping.abort()
  await telling?.stop()
  if (stage) await closeStage(run, stage.namespace)
  await run(['delete', 'customresourcedefinition', 'shelves.odd.cutaway.test', '--ignore-not-found', '--wait=false'])
})

async function happen(): Promise<void> {
  await run(['apply', '-f', '-'], { stdin: JSON.stringify(shelves) })
  await run(['wait', '--for=condition=Established', 'customresourcedefinition/shelves.odd.cutaway.test', '--timeout=60s'])
  void keepShelves(stage.kubectl, keeping.signal)
  await stage.create(...workloads(), crowd(nasty), ...longNames())
  await stage.create(...heavy(), ...markedUp(stage.namespace))
  await stage.create({ apiVersion: 'odd.cutaway.test/v1', kind: 'Shelf', metadata: { name: 'oak' }, spec: { boards: 1 } })
  await stage.until('jsonpath={.status.boards}=1', 'shelf/oak')
  await stage.kubectl(['patch', 'shelf', 'oak', '--type=merge', '-p', '{"spec":{"boards":2}}'])
  // Somebody who writes under the name of a component, and somebody whose name is markup.
  await stage.kubectl(['annotate', 'deployment', 'heavy', 'odd.cutaway.test/borrowed=1', '--field-manager=kubelet'])
  await stage.kubectl(['create', 'configmap', 'signed', '--from-literal=by=nobody', `--field-manager=${markup[1]}`])
  await stage.until('jsonpath={.status.readyReplicas}=2', 'statefulset/ledger')
  await stage.kubectl(['rollout', 'status', 'daemonset/lantern', '--timeout=120s'])
  await stage.until('jsonpath={.status.boards}=2', 'shelf/oak')
  await stage.until('condition=Ready', 'pod/oak-1', 'pod/oak-2', `pod/${longestRunning}`)
  await stage.until('jsonpath={.status.containerStatuses[?(@.name=="speaker")].state.terminated.exitCode}=3', 'pod/crowd')
  await stage.until('jsonpath={.status.lastSuccessfulTime}', 'cronjob/chime')
  await stage.kubectl(['patch', 'cronjob', 'chime', '--type=merge', '-p', '{"spec":{"suspend":true}}'])
}

describe('objects nobody here made', () => {
  test('no explainer stumbles', () => {
    expect(telling.faults()).toEqual({})
    expect(breaches(steps())).toEqual([])
  })

  test('every kind is watched, and what is held is what the API server holds', async () => {
    await expect.poll(() => telling.source.health().filter(({ state }) => state !== 'live')).toEqual([])
    await equalsApiServer({ held: () => Promise.resolve(telling.source) })
  })

  test('the audit log finds no wrong author', () => {
    console.log(`\nThe referee on objects nobody here made\n${report(new Map([['odd objects', verdict]]))}`)
    expect(verdict.judged.length).toBeGreaterThan(100)
    expect(verdict.wrong.map(({ step, write }) => `${step.key}: ${write.user}`)).toEqual([])
  })

  test('an unknown controller appears under its own name', () => {
    for (const name of ['oak-1', 'oak-2']) {
      const [created] = about('Pod', name).filter(({ key }) => key.endsWith('.created') && !key.startsWith('kubelet'))
      expect(created?.component, name).toBe('client/shelf-keeper')
      expect(
        about('ConfigMap', name).map(({ component }) => component),
        name,
      ).toEqual(['client/shelf-keeper'])
    }
  })

  test('a borrowed name is not believed', () => {
    const annotated = about('Deployment', 'heavy').filter(({ evidence }) =>
      evidence.some((each) => each.type === 'field' && each.owner?.manager === 'kubelet'),
    )
    expect(annotated.length).toBeGreaterThan(0)
    for (const step of annotated) {
      expect(step.component).not.toBe('kubelet')
      expect([step.grade, step.identity]).not.toEqual(['observed', 'rule'])
    }
    // Events say of this Pod that it was bound to nowhere and killed; nobody but kubectl says so.
    const forged = about('Pod', 'marked').filter(({ evidence }) => evidence.some((each) => each.type === 'event' && each.writer === 'kubectl-create'))
    expect(forged.map(({ key }) => key)).toEqual([])
    expect(about('Pod', 'marked').find(({ key }) => key === 'kube-scheduler.bound')?.component).toBe('kube-scheduler')
  })

  test('a name that is markup is a name', () => {
    expect(about('ConfigMap', 'signed').map(({ component }) => component)).toEqual([`client/${markup[1]}`])
  })

  test('20 containers have 20 starts', async () => {
    const started = () =>
      new Set(
        about('Pod', 'crowd')
          .filter(({ key }) => key === 'kubelet.started')
          .map(({ facts }) => facts['container']?.type === 'text' && facts['container'].value),
      )
    await expect.poll(() => started().size, { timeout: 120_000 }).toBe(23)
  })

  test('names as long as they may be are whole', async () => {
    await expect.poll(() => about('Pod', longestRunning).map(({ key }) => key)).toContain('kubelet.started')
    await expect.poll(() => about('Pod', longName(253, 'pod')).map(({ key }) => key)).toContain('kubelet.admitted')
    await expect.poll(() => about('Deployment', longName(253, 'deployment')).length).toBeGreaterThan(0)
  })
})
