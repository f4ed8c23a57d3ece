import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Step } from '../../server/wire/step.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { service, webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { launch, type Running } from '../support/cutaway.ts'

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
  const made = launch(['tail', '--kubeconfig', kubeconfig, '-o', 'json', '-n', namespace, ...args])
  running.push(made)
  await expect.poll(() => made.err, { timeout: 20_000 }).toContain('Watching the cluster')
  await new Promise((resolve) => setTimeout(resolve, 4000))
  return made
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
  await new Promise((resolve) => setTimeout(resolve, 5000))
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
