import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inSyncOrder } from '../../server/cluster/resources.ts'
import type { Snapshot } from '../../server/wire/events.ts'
import { type AuditMark, auditLogEnd } from '../cluster/levers/audit-log.ts'
import { openPage, type Page } from '../faults/page.ts'
import { clusterName, startServer } from '../faults/server.ts'
import { webDeployment } from '../situations/stage/manifests.ts'
import { closeStage, openStage, type Stage } from '../situations/stage/stage.ts'
import { enter, signIn } from './enter.ts'
import { type Forward, openForward } from './forward.ts'
import { openOldApiServer } from './old-api-server.ts'
import { fresh, install, kubectl, openNamespace, openWorkplace, type Release, type Workplace } from './release.ts'
import { asked, denied, granted, mayEverywhere, rightOf, unique } from './rights.ts'

/** Everybody who has an account may do these. */
const everybodys = ['/readyz', '/version']
let place: Workplace
let mine: Stage
let foreign: Stage
let begun: AuditMark
/** Side by side: one that watches the whole cluster, one that watches one namespace, one that shows everybody what they may list. */
let whole: Release
let narrow: Release
let shared: Release
const audience = 'cutaway'

beforeAll(async () => {
  ;[place, mine, foreign] = await Promise.all([openWorkplace(), openStage(kubectl, fresh('mine')), openStage(kubectl, fresh('foreign'))])
  begun = auditLogEnd(clusterName)
  const start = async (role: string, values: object) => {
    const release = await install(place, await openNamespace(fresh(role)), values)
    await release.ready()
    return release
  }
  ;[whole, narrow, shared] = await Promise.all([
    start('rights', {}),
    start('narrow', { namespaces: [mine.namespace], ops: { state: true } }),
    start('viewers', { access: { mode: 'kubernetes' } }),
    ...[mine, foreign].map((stage) => stage.apply(webDeployment('web', { replicas: 1 }))),
  ])
})

afterAll(async () => {
  await Promise.all([whole, narrow, shared].map((release) => release?.close()))
  for (const stage of [mine, foreign]) if (stage) await closeStage(kubectl, stage.namespace)
  place?.close()
})

describe('the whole cluster', () => {
  test('rights granted are rights used, and nothing is refused', async () => {
    // Lists are streamed by watches here; where the API server cannot do that, the same account asks for the same lists in pages.
    const token = (await kubectl(['create', 'token', whole.name, '--namespace', whole.namespace])).trim()
    const old = await openOldApiServer(token)
    try {
      const server = await startServer(old.kubeconfig)
      await server.stop()
    } finally {
      await old.close()
    }
    const rights = await granted(whole)
    const split = async () => {
      const events = await asked(whole, begun)
      // An API server that has too much to do refuses too, what is ours by right.
      const refused = events.filter(({ responseStatus }) => responseStatus?.code === 401 || responseStatus?.code === 403)
      const used = events.filter(({ objectRef, responseStatus }) => objectRef && (responseStatus?.code ?? 0) < 400)
      return { events, used: unique(used.map(rightOf)), refused: unique(refused.map(rightOf)) }
    }
    await expect.poll(async () => (await split()).used, { interval: 500 }).toEqual(rights)
    const others = ({ events }: Awaited<ReturnType<typeof split>>) =>
      unique(events.filter(({ objectRef }) => !objectRef).map(({ requestURI }) => requestURI))
    // The first question whether it is ready comes after ten seconds.
    await expect.poll(async () => others(await split())).toEqual(everybodys)
    const { events, refused } = await split()
    expect(rights).toHaveLength(2 * 24)
    // Off by default, and shown as forbidden because the API server says so.
    expect(refused).toEqual(['list /configmaps', 'watch /configmaps'])
    console.log(
      `granted and used: ${rights.length} rights on ${rights.length / 2} resources, in ${events.length} requests; refused: ${refused.join(', ')}`,
    )
  })

  test('what reaches further than looking is denied', async () => {
    const [may, ...more] = await mayEverywhere(whole, [['list', 'pods'], ...denied])
    expect(may).toBe('list pods: true')
    expect(more.filter((line) => !line.endsWith(': false'))).toEqual([])
    expect(more).toHaveLength(denied.length)
  })
})

describe('one namespace', () => {
  let forward: Forward
  let page: Page

  beforeAll(async () => {
    forward = await openForward(place, narrow)
    page = await enter(place, narrow, forward)
  })
  afterAll(async () => {
    page?.close()
    await forward?.close()
  })

  test('what it shows is of that namespace and of no other', async () => {
    await Promise.all([mine, foreign].map((stage) => stage.apply(webDeployment('later', { replicas: 1 }))))
    await Promise.all([mine, foreign].map((stage) => stage.settled('later')))
    await expect.poll(() => page.all('kubelet.started').length).toBeGreaterThan(0)
    expect(unique([...page.steps.values()].flatMap(({ namespaces }) => namespaces))).toEqual([mine.namespace])
    expect(page.kind('Node')?.state).toBe('forbidden')
    expect(page.kind('Node')?.rule).toEqual({ role: 'ClusterRole', apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] })
    for (const { kind, scope, feature } of inSyncOrder)
      expect([kind, page.kind(kind)?.state]).toEqual([kind, scope === 'cluster' || feature === 'configMaps' ? 'forbidden' : 'live'])
  })

  test('what it holds is what that namespace holds', async () => {
    const kinds = inSyncOrder.filter(({ scope, feature, kind }) => scope === 'namespaced' && feature !== 'configMaps' && kind !== 'Event')
    const theirs = async () => {
      const lists = kinds.map(async ({ kind, plural, group }) => {
        const text = await kubectl(['get', group ? `${plural}.${group}` : plural, '-n', mine.namespace, '-o', 'json'])
        const { items } = JSON.parse(text) as { items: { metadata: { uid: string } }[] }
        return [kind, unique(items.map(({ metadata }) => metadata.uid))] as const
      })
      return Object.fromEntries(await Promise.all(lists))
    }
    const ours = async () => {
      const pod = await narrow.pod()
      const text = await kubectl(['get', '--raw', `/api/v1/namespaces/${narrow.namespace}/pods/${pod.metadata.name}:9090/proxy/state`])
      const state = JSON.parse(text) as Record<string, Record<string, string>>
      expect(inSyncOrder.filter(({ scope, kind }) => scope === 'cluster' && Object.keys(state[kind] ?? {}).length > 0)).toEqual([])
      return Object.fromEntries(kinds.map(({ kind }) => [kind, unique(Object.keys(state[kind] ?? {}))]))
    }
    await expect.poll(async () => JSON.stringify(await ours()) === JSON.stringify(await theirs())).toBe(true)
    expect((await ours())['Pod']?.length).toBeGreaterThan(0)
  })

  test('asked was for that namespace, and for what has none, which was refused', async () => {
    const busy = (code = 0) => code === 429 || code >= 500
    const events = (await asked(narrow, begun)).filter(({ objectRef, responseStatus }) => objectRef && !busy(responseStatus?.code))
    const told = (within: boolean) => unique(events.filter(({ objectRef }) => (objectRef?.namespace !== undefined) === within).map(answerOf))
    const wide = inSyncOrder.filter(({ scope }) => scope === 'cluster').map(({ group, plural }) => `watch ${group}/${plural} undefined 403`)
    expect(told(false)).toEqual(unique(wide))
    const inside = await granted(narrow)
    const watches = inside.filter((right) => right.startsWith('watch '))
    expect(told(true)).toEqual(unique([...watches.map((right) => `${right} ${mine.namespace} 200`), `watch /configmaps ${mine.namespace} 403`]))
  })
})

describe('by the rights of who looks', () => {
  let forward: Forward
  let another: string | undefined
  const viewers: Record<'mine' | 'foreign', { namespace: string; token: string; page: Page }> = {} as never

  beforeAll(async () => {
    forward = await openForward(place, shared)
    for (const [who, stage] of Object.entries({ mine, foreign })) {
      await stage.kubectl(['create', 'serviceaccount', 'viewer'])
      await stage.kubectl(['create', 'rolebinding', 'viewer', '--clusterrole=view', `--serviceaccount=${stage.namespace}:viewer`])
      const token = await tokenOf(stage, audience)
      const { session } = await signIn(forward.port, token)
      viewers[who as 'mine'] = { namespace: stage.namespace, token, page: await openPage(forward.port, forward.port, session) }
    }
  })
  afterAll(async () => {
    for (const { page } of Object.values(viewers)) page.close()
    await forward?.close()
    if (another) await closeStage(kubectl, another)
  })

  test('each sees what it may list, over HTTP and socket, in a sequence of its own', async () => {
    await Promise.all([mine, foreign].map((stage) => stage.apply(webDeployment('viewed', { replicas: 1 }))))
    await Promise.all([mine, foreign].map((stage) => stage.settled('viewed')))
    for (const { namespace, token, page } of Object.values(viewers)) {
      expect(page.hello.viewer).toMatchObject({
        mode: 'kubernetes',
        name: `system:serviceaccount:${namespace}:viewer`,
        sees: [namespace],
        cluster: false,
      })
      await expect.poll(() => page.all('kubelet.started').length).toBeGreaterThan(0)
      const snapshot = (await (await read('/snapshot', token)).json()) as Snapshot
      const seen = [...page.steps.values(), ...snapshot.steps].flatMap(({ namespaces }) => namespaces)
      expect(unique(seen)).toEqual([namespace])
      expect(unique(snapshot.objects.map(({ ref }) => ref.namespace ?? ''))).toEqual([namespace])
      const numbers = page.entries.map(({ seq }) => seq)
      expect(numbers).toEqual(numbers.map((_, at) => page.hello.seq + 1 + at))
    }
    expect(viewers.mine.page.hello.epoch).not.toBe(viewers.foreign.page.hello.epoch)
    const { mine: one, foreign: other } = viewers
    for (const secret of [other.namespace, ...[...other.page.steps.keys()].filter((id) => !one.page.steps.has(id))])
      expect(JSON.stringify([one.page.entries, one.page.pulses, one.page.health, [...one.page.steps.values()]])).not.toContain(secret)
  })

  test("a step of the other's is as one that does not exist", async () => {
    const { mine: one, foreign: other } = viewers
    const [own = '', theirs = ''] = [one, other].map(({ page }) => page.all('kubelet.started')[0]?.id)
    expect((await read(`/steps/${own}`, one.token)).status).toBe(200)
    const answers = await Promise.all([theirs, 'f'.repeat(theirs.length)].map((id) => read(`/steps/${id}`, one.token)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    const [hidden = '', nothing] = await Promise.all(answers.map((answer) => answer.text()))
    expect(hidden.replaceAll(theirs, '')).toBe(nothing?.replaceAll('f'.repeat(theirs.length), ''))
    expect((await read(`/steps/${theirs}`, other.token)).status).toBe(200)
  })

  test('a token for another audience, or none, is let in nowhere', async () => {
    const tokens = [await tokenOf(mine, 'elsewhere'), (await mine.kubectl(['create', 'token', 'viewer'])).trim(), undefined]
    for (const token of tokens) {
      for (const path of ['/snapshot', `/steps/${viewers.mine.page.all('kubelet.started')[0]?.id}`])
        expect((await read(path, token)).status).toBe(401)
      await expect(openPage(forward.port, forward.port, token)).rejects.toThrow('401')
    }
    expect((await read('/snapshot', viewers.mine.token)).status).toBe(200)
  })

  test('who is deleted is shown out within a minute, and nobody else', async () => {
    const { foreign: leaving, mine: staying } = viewers
    await foreign.kubectl(['delete', 'serviceaccount', 'viewer'])
    const deleted = Date.now()
    // Which namespaces somebody sees is asked anew when there is another one, and who they are with it; without, it takes 40 s.
    another = await openNamespace(fresh('another'))
    await expect.poll(() => leaving.page.byes, { timeout: 90_000, interval: 200 }).toEqual(['revoked'])
    console.log(`shown out ${((Date.now() - deleted) / 1000).toFixed(0)} s after its ServiceAccount was deleted`)
    expect((await read('/snapshot', leaving.token)).status).toBe(401)
    expect(staying.page.byes).toEqual([])
    expect((await read('/snapshot', staying.token)).status).toBe(200)
  })

  test('for this the server used the right to ask, and all that it was granted', async () => {
    const used = unique(
      (await asked(shared, begun)).filter(({ objectRef, responseStatus }) => objectRef && (responseStatus?.code ?? 0) < 400).map(rightOf),
    )
    const questions = ['create authentication.k8s.io/tokenreviews', 'create authorization.k8s.io/subjectaccessreviews']
    expect((await granted(shared)).filter((right) => !/^(list|watch) /.test(right))).toEqual(questions)
    expect(used.filter((right) => !/^(list|watch) /.test(right))).toEqual(questions)
  })

  const tokenOf = async (stage: Stage, forWhom: string) => (await stage.kubectl(['create', 'token', 'viewer', '--audience', forWhom])).trim()
  const read = (path: string, token: string | undefined) =>
    fetch(`http://localhost:${forward.port}${path}`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })
})

const answerOf = (event: Awaited<ReturnType<typeof asked>>[number]) => `${rightOf(event)} ${event.objectRef?.namespace} ${event.responseStatus?.code}`
