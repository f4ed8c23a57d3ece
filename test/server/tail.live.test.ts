import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Step } from '../../server/wire/step.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { service, webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { startTail } from '../faults/server.ts'
import type { Running } from '../support/cutaway.ts'

const kubectl = kubectlOn(process.env['CUTAWAY_CLUSTER'] || 'cutaway')
const namespace = `tail-${Date.now().toString(36).slice(-5)}`
const kubeconfig = process.env['TEST_KUBECONFIG'] ?? ''

let stage: Stage
beforeAll(async () => {
  stage = await openStage(kubectl, namespace)
})
afterAll(() => closeStage(kubectl, namespace))

const running: Running[] = []
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map((each) => each.exit()))
})

async function tail(...args: string[]): Promise<Running> {
  const made = await startTail(kubeconfig, '-o', 'json', '-n', namespace, ...args)
  running.push(made)
  return made
}
/** Until neither says anything more for five seconds, and both know of the same. */
async function quiet(...tails: Running[]): Promise<void> {
  const said = () => tails.map(({ out }) => out.length).join()
  const alike = () => new Set(tails.map((each) => [...finalSteps(each).keys()].toSorted().join())).size === 1
  const end = performance.now() + 60_000
  for (let before = ''; (before !== said() || !alike()) && performance.now() < end; await sleep(5_000)) before = said()
}
const finalSteps = ({ out }: Running) => {
  const steps = out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Step)
  return new Map(steps.map((step) => [step.id, step]))
}

it('two tails that began at different times tell an apply with the same ids, causes before effects; SIGINT ends them with 0', async () => {
  const first = await tail()
  const second = await tail()
  await stage.apply(webDeployment('web', { replicas: 2 }), service('web'))
  await stage.settled('web')
  await quiet(first, second)
  for (const { child } of running) child.kill('SIGINT')
  expect(await Promise.all([first.exit(), second.exit()])).toEqual([0, 0])

  const steps = finalSteps(first)
  expect([...finalSteps(second).keys()].toSorted()).toEqual([...steps.keys()].toSorted())
  const of = (key: string) => [...steps.values()].filter((step) => step.key === key)
  expect(of('kube-scheduler.bound')).toHaveLength(2)
  expect(of('kube-controller-manager/replicaset.pod-created')).toHaveLength(2)
  for (const bound of of('kube-scheduler.bound')) {
    const chain = []
    for (let step: Step | undefined = bound; step; step = steps.get(step.causes[0]?.id ?? '')) chain.push(step.component)
    expect(chain).toEqual([
      'kube-scheduler',
      'kube-controller-manager/replicaset',
      'kube-controller-manager/deployment',
      expect.stringMatching(/^client\/kubectl/),
    ])
  }
})
