import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { service, webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { layCable } from './cable.ts'
import { calm } from './churn.ts'
import { openPage } from './page.ts'
import { clusterName, startServer, type Server } from './server.ts'

const kubectl = kubectlOn(clusterName)
const servers: Server[] = []
let stage: Stage

beforeAll(async () => {
  stage = await openStage(kubectl, `faults-${Date.now().toString(36).slice(-5)}`)
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await closeStage(kubectl, stage.namespace)
})

async function serve(): Promise<Server> {
  const server = await startServer()
  servers.push(server)
  return server
}

describe('what arrives', () => {
  test('a socket that is cut and resumed delivers every entry exactly once', async () => {
    const server = await serve()
    const cable = await layCable(server.port)
    const whole = await openPage(server.port)
    const torn = await openPage(server.port, cable.port)
    await stage.apply(webDeployment('torn', { replicas: 2 }), service('torn'))
    for (const [times, away] of [0, 300, 1500].entries()) {
      cable.cut()
      await stage.kubectl(['scale', 'deployment/torn', `--replicas=${times % 2 ? 1 : 3}`])
      await sleep(away)
      cable.plug()
      await expect.poll(() => torn.connects).toBe(times + 2)
    }
    await stage.settled('torn')
    // Others on the cluster give more to tell all the time: up to here, both have to have it.
    await calm([whole], stage.namespace)
    const last = whole.entries.at(-1)!.seq
    await expect.poll(() => torn.entries.at(-1)?.seq).toBeGreaterThanOrEqual(last)
    expect(torn.resets).toEqual([])
    // Pages that came one after the other: what the first has more is older than the second's snapshot.
    const since = whole.entries.filter(({ seq }) => seq > torn.hello.seq && seq <= last)
    const got = torn.entries.filter(({ seq }) => seq <= last)
    expect(got.map(({ seq }) => seq)).toEqual(since.map(({ seq }) => seq))
    expect(got).toEqual(since)
    expect(since.filter((entry) => 'step' in entry && entry.step.namespaces.includes(stage.namespace)).length).toBeGreaterThan(20)
    whole.close()
    torn.close()
    await cable.close()
  })

  test('two servers that began at different times give the same ids to the same facts', async () => {
    const early = servers[0] ?? (await serve())
    const first = await openPage(early.port)
    await stage.apply(webDeployment('before', { replicas: 1 }))
    await stage.settled('before')
    const late = await serve()
    const second = await openPage(late.port)
    // What is on its way now is news to one of them only.
    await calm([first, second], stage.namespace)
    const began = Date.now()
    await stage.apply(webDeployment('after', { replicas: 2 }), service('after'))
    await stage.kubectl(['scale', 'deployment/before', '--replicas=2'])
    await stage.settled('after')
    await stage.settled('before')
    await stage.kubectl(['delete', 'deployment', 'before', '--wait=false'])
    await stage.kubectl(['wait', '--for=delete', 'pods', '-l', 'app=before', '--timeout=120s'])
    await calm([first, second], stage.namespace)
    const facts = ({ steps }: typeof first) => {
      const both = [...steps.values()].filter(({ at, namespaces }) => at.seen > began && namespaces.includes(stage.namespace))
      return both.map(({ id, key, subject, component }) => `${id} ${key} ${component} ${subject.kind} ${subject.name} ${subject.uid}`).toSorted()
    }
    expect(facts(second).length).toBeGreaterThan(30)
    expect(facts(second)).toEqual(facts(first))
    expect(second.hello.epoch).not.toBe(first.hello.epoch)
    first.close()
    second.close()
  })
})
