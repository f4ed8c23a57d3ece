import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Recording, Snapshot } from '../../server/wire/events.ts'
import type { Health } from '../../server/wire/health.ts'
import { type Running, cutaway, launch } from '../support/cutaway.ts'
import { rawPod } from '../support/raw-pod.ts'
import { StandInApiServer } from '../support/stand-in-api-server.ts'
import { until } from '../support/until.ts'
import { ask, openPage } from './gateway/gateway-kit.ts'

const tape = 'server/recordings/workshop.tape'
const folder = mkdtempSync(join(tmpdir(), 'cutaway-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

const running: Running[] = []
const begin = (args: string[], env?: Record<string, string>) => {
  const made = launch(['start', ...args], env)
  running.push(made)
  return made
}
const portOf = async (server: Running) => Number((await server.says(/Open http:\/\/localhost:(\d+)\//))[1])
const json = async <T>(port: number, path: string) => JSON.parse((await ask(port, path)).body.toString()) as T

afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map((each) => each.exit()))
})

describe('a recording', () => {
  it('says which, then where to look; the page gets all of it explained', async () => {
    const server = begin(['--replay', tape, '--port', '0', '--lang', 'vi'])
    const port = await portOf(server)
    expect(server.out).toMatch(/^Playing the recording .*\nOpen http:\/\/localhost:\d+\/\?lang=vi\n$/)
    const { hello, first, entries } = await json<Recording>(port, '/recording')
    expect(hello).toMatchObject({ wire: 1, source: { type: 'recording', file: 'workshop.tape', why: 'asked' } })
    expect(hello.cards.length).toBeGreaterThan(10)
    expect(first.hello.seq).toBe(hello.seq)
    expect(first.health.state).toBe('replay')
    expect(first.steps).toEqual([])
    expect(first.objects.filter(({ node }) => node)).toHaveLength(3)
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => hello.seq + 1 + at))
    expect(entries.every(({ at }, index) => index === 0 || at >= entries[index - 1]!.at)).toBe(true)
    const step = entries.find((entry) => 'step' in entry)!.step
    expect(await json(port, `/steps/${step.id}`)).toMatchObject({ id: step.id, key: step.key })
    for (const [lang, hash] of Object.entries(hello.catalogue)) expect(await json(port, `/catalogue/${lang}.${hash}.json`)).toMatchObject({ lang })
    expect(Object.keys(hello.catalogue)).toEqual(['en', 'vi'])
    expect(await json<Snapshot>(port, '/snapshot')).toMatchObject({ hello: { seq: hello.seq, epoch: hello.epoch } })
  })

  it('without any kubeconfig it is the bundled one, and says why', async () => {
    const server = begin(['--port', '0'])
    await portOf(server)
    expect(server.out).toMatch(/^There is no kubeconfig\. Playing the bundled recording of a real cluster instead \(Kubernetes v[\d.]+, \d+ s\)\.\n/)
  })

  it('is kept in no journal: one sentence, exit 2', async () => {
    const { status, err } = await cutaway(['start', '--port', '0', '--journal', folder])
    expect(err).toBe(`Cannot keep a journal in ${folder}: there is no cluster to watch.\n`)
    expect(status).toBe(2)
  })
})

describe('a cluster', () => {
  const api = new StandInApiServer()
  const kubeconfig = join(folder, 'kubeconfig')
  beforeEach(async () => {
    api.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: 'cluster-uid', resourceVersion: '' } })
    api.put('/api/v1/pods', rawPod({ number: 1 }))
    const port = await api.start()
    writeFileSync(
      kubeconfig,
      `apiVersion: v1\nkind: Config\ncurrent-context: toy\nclusters: [{name: a, cluster: {server: "http://127.0.0.1:${port}"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: toy, context: {cluster: a, user: a}}]\n`,
    )
    return () => api.stop()
  })

  it('is watched: snapshot, then entries on the socket; the ops port tells the same state as the API server', async () => {
    const server = begin(['--port', '0', '--ops-port', '0'], { KUBECONFIG: kubeconfig })
    const port = await portOf(server)
    expect(server.out).toMatch(/^Watching the cluster of context toy in \$KUBECONFIG \(Kubernetes v1\.36\.3\)\.\n/)
    const ops = Number((await server.says(/Ops: http:\/\/127\.0\.0\.1:(\d+)\/metrics/))[1])
    await expect.poll(async () => (await ask(ops, '/readyz')).status).toBe(200)
    const snapshot = await json<Snapshot>(port, '/snapshot')
    expect(snapshot.hello).toMatchObject({ cluster: { uid: 'cluster-uid', name: 'toy' }, source: { type: 'cluster', context: 'toy' } })
    expect(snapshot.objects.filter(({ pod }) => pod)).toHaveLength(1)
    expect((await ask(port, '/recording')).status).toBe(404)
    const page = openPage(`http://127.0.0.1:${port}`, { epoch: snapshot.hello.epoch, seq: snapshot.hello.seq })
    await until(() => page.hellos.length > 0)
    const pod = api.put('/api/v1/pods', rawPod({ number: 2 }))
    await until(() => page.entries.some((entry) => 'object' in entry && entry.object.ref.uid === pod.metadata.uid))
    page.socket.disconnect()
    expect(page.resets).toEqual([])
    const { Pod } = await json<Record<string, Record<string, string>>>(ops, '/state')
    expect(Object.entries(Pod!).toSorted()).toEqual(
      api
        .state('/api/v1/pods')
        .map(({ uid, resourceVersion }) => [uid, resourceVersion])
        .toSorted(),
    )
  })

  it('SIGTERM with pages open: exit 0, long before the 30 s that Kubernetes waits', async () => {
    const server = begin(['--port', '0', '--context', 'toy'], { KUBECONFIG: kubeconfig })
    const page = openPage(`http://127.0.0.1:${await portOf(server)}`)
    await until(() => page.hellos.length > 0)
    const began = performance.now()
    server.child.kill('SIGTERM')
    expect(await server.exit()).toBe(0)
    expect(performance.now() - began).toBeLessThan(25_000)
    page.socket.disconnect()
  })

  it('is kept in a journal, which page and metrics tell of, and which plays', async () => {
    const journal = mkdtempSync(join(folder, 'journal-'))
    const server = begin(['--port', '0', '--ops-port', '0', '--journal', journal, '--journal-size', '16Mi', '--context', 'toy'], {
      KUBECONFIG: kubeconfig,
    })
    const port = await portOf(server)
    const ops = Number((await server.says(/Ops: http:\/\/127\.0\.0\.1:(\d+)\/metrics/))[1])
    const metric = async (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec((await ask(ops, '/metrics')).body.toString())?.[1])
    const health = async () => (await json<Snapshot>(port, '/snapshot')).health.journal
    await expect.poll(() => metric('cutaway_journal_bytes')).toBeGreaterThan(0)
    expect(await metric('cutaway_journal_paused')).toBe(0)
    expect(await health()).toMatchObject({ state: 'writing' })
    const page = openPage(`http://127.0.0.1:${port}`)
    const told: Health[] = []
    page.socket.on('health', (each: Health) => told.push(each))
    await until(() => page.hellos.length > 0)
    renameSync(journal, `${journal}-kept`)
    await until(() => told.at(-1)?.journal?.state === 'paused')
    page.socket.disconnect()
    expect(told.at(-1)!.journal).toMatchObject({ state: 'paused', why: 'gone', since: expect.any(Number) })
    expect(await health()).toMatchObject({ state: 'paused', why: 'gone' })
    expect(await metric('cutaway_journal_paused')).toBe(1)
    const pod = api.put('/api/v1/pods', rawPod({ number: 30, node: 'worker-1' }))
    const seen = async () => (await json<Snapshot>(port, '/snapshot')).objects.map(({ ref }) => ref.uid)
    await expect.poll(seen).toContain(pod.metadata.uid)
    renameSync(`${journal}-kept`, journal)
    await expect.poll(health).toMatchObject({ state: 'writing' })
    api.put('/api/v1/pods', rawPod({ number: 31, node: 'worker-1' }))
    await until(() => server.err.includes('recording goes on'))
    server.child.kill('SIGTERM')
    expect(await server.exit()).toBe(0)
    const said = server.err.split('\n').filter((line) => line.includes('recording'))
    expect(said.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
      'recording paused: the folder is gone',
      'recording goes on',
    ])
    const tapes = readdirSync(journal).toSorted()
    expect(tapes).toHaveLength(2)
    const replay = begin(['--replay', join(journal, tapes[1]!), '--port', '0'])
    const { first } = await json<Recording>(await portOf(replay), '/recording')
    expect(first.objects.map(({ ref }) => ref.uid)).toContain(pod.metadata.uid)
  })

  it('is recorded, raw and projected, and both play', async () => {
    for (const raw of [[], ['--raw']]) {
      const out = join(folder, `record${raw.join('')}.tape`)
      const recorder = launch(['record', '--kubeconfig', kubeconfig, '--out', out, '--for', '2s', ...raw])
      await expect.poll(() => recorder.err).toContain('Recording to')
      // Again and again, as its two seconds are not ours.
      let restarts = 0
      const churn = setInterval(() => api.put('/api/v1/pods', rawPod({ number: raw.length + 10, node: 'worker-1', restarts: restarts++ })), 50)
      expect(await recorder.exit(), recorder.err).toBe(0)
      clearInterval(churn)
      expect(recorder.err).toMatch(/Recorded [1-9]\d* changes in \d+ KiB\./)
      const server = begin(['--replay', out, '--port', '0'])
      const { first, entries } = await json<Recording>(await portOf(server), '/recording')
      expect(first.objects.filter(({ pod }) => pod).length).toBeGreaterThan(0)
      expect(entries.some((entry) => 'object' in entry && entry.object.pod)).toBe(true)
    }
  })
})

describe('access', () => {
  const token = 'correct-horse-battery-staple-0123456789'
  const file = join(folder, 'token')
  const api = new StandInApiServer()
  const kubeconfig = join(folder, 'kubeconfig-access')
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
  beforeEach(async () => {
    writeFileSync(file, `${token}\n`)
    api.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: 'cluster-uid', resourceVersion: '' } })
    api.put('/api/v1/namespaces', { metadata: { name: 'demo', uid: 'demo-uid', resourceVersion: '' } })
    api.put('/api/v1/namespaces', { metadata: { name: 'other', uid: 'other-uid', resourceVersion: '' } })
    for (const namespace of ['demo', 'other']) {
      const pod = rawPod({ number: namespace.length })
      api.put('/api/v1/pods', { ...pod, metadata: { ...pod.metadata, namespace } })
    }
    const port = await api.start()
    writeFileSync(
      kubeconfig,
      `apiVersion: v1\nkind: Config\ncurrent-context: toy\nclusters: [{name: a, cluster: {server: "http://127.0.0.1:${port}"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: toy, context: {cluster: a, user: a}}]\n`,
    )
    return () => api.stop()
  })
  const live = (...args: string[]) => begin(['--port', '0', '--context', 'toy', ...args], { KUBECONFIG: kubeconfig })

  it('token: a session for the token; neither is ever said; a replaced token shows everybody out', async () => {
    const server = live('--access', 'token', '--token-file', file, '--listen', '0.0.0.0', '--sign-in-hint', 'kubectl get secret cutaway')
    const port = await portOf(server)
    expect(server.out).toMatch(/Open http:\/\/localhost:\d+\/ \(it asks for the token: kubectl get secret cutaway\)\n/)
    expect((await ask(port, '/snapshot')).status).toBe(401)
    const answer = await ask(port, '/session', bearer(token), 'POST')
    const { session } = JSON.parse(answer.body.toString()) as { session: string }
    expect((await ask(port, '/snapshot', bearer(session))).status).toBe(200)
    expect((await ask(port, '/session', bearer('guess-guess-guess'), 'POST')).status).toBe(401)
    const page = openPage(`http://127.0.0.1:${port}`, { token: session })
    await until(() => page.hellos.length > 0)
    writeFileSync(file, 'z'.repeat(40))
    await until(() => page.byes.length > 0)
    expect(page.byes).toEqual(['revoked'])
    expect((await ask(port, '/snapshot', bearer(session))).status).toBe(401)
    await until(() => server.err.includes('not let in'))
    for (const secret of [token, session, 'guess', 'zzzz']) expect(server.out + server.err).not.toContain(secret)
    const line = server.err.split('\n').find((each) => each.includes('not let in'))!
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      why: 'this is not the token of this Cutaway',
      address: expect.stringMatching(/127\.0\.0\.1$/),
    })
  })

  it('kubernetes: everybody sees what the API server says they may', async () => {
    api.review = (kind, spec) => {
      if (kind === 'TokenReview') {
        const { token: asked, audiences } = spec as { token: string; audiences: string[] }
        return asked.startsWith('good-')
          ? { authenticated: true, user: { username: asked.slice(5), groups: ['g'] }, audiences }
          : { authenticated: false }
      }
      const { user, resourceAttributes } = spec as { user: string; resourceAttributes: { namespace?: string } }
      return { allowed: user === 'root' || resourceAttributes.namespace === user }
    }
    const server = live('--access', 'kubernetes', '--audience', 'wall')
    const port = await portOf(server)
    expect(server.out).toContain('(it asks for a token of the cluster for the audience wall)')
    expect(JSON.parse((await ask(port, '/access')).body.toString())).toEqual({ mode: 'kubernetes', audience: 'wall' })
    const seen = async (who: string) =>
      (JSON.parse((await ask(port, '/snapshot', bearer(who))).body.toString()) as Snapshot).objects.map(({ ref }) => ref.namespace).toSorted()
    await expect.poll(() => seen('good-root')).toEqual(['demo', 'other'])
    expect(await seen('good-demo')).toEqual(['demo'])
    expect(await seen('good-nobody')).toEqual([])
    expect((await ask(port, '/snapshot', bearer('bad'))).status).toBe(401)
    const pages = ['demo', 'other'].map((name) => openPage(`http://127.0.0.1:${port}`, { token: `good-${name}` }))
    await until(() => pages.every(({ hellos }) => hellos.length > 0))
    const pod = rawPod({ number: 40 })
    api.put('/api/v1/pods', { ...pod, metadata: { ...pod.metadata, namespace: 'demo' } })
    await until(() => pages[0]!.entries.length > 0)
    expect(JSON.stringify(pages[1]!.entries)).not.toContain(pod.metadata.name)
    pages.forEach(({ socket }) => socket.disconnect())
    expect(server.out + server.err).not.toContain('good-')
  })

  it.each(['kubernetes', 'proxy'])('%s without the right to ask: one sentence, exit 2', async (mode) => {
    api.refuse = ({ path }) => (path.includes('review') ? { code: 403, reason: 'Forbidden' } : undefined)
    const args = mode === 'proxy' ? ['--proxy-from', '10.0.0.0/8'] : []
    const server = live('--access', mode, ...args)
    expect(await server.exit()).toBe(2)
    expect(server.err).toMatch(/^--access \w+ cannot work here: it needs the rights of the ClusterRole system:auth-delegator \(.*\)\n$/)
    api.refuse = () => undefined
  })

  it('kubernetes with a recording, a token that is too short: one sentence, exit 2', async () => {
    const recording = await cutaway(['start', '--replay', tape, '--access', 'kubernetes', '--port', '0'])
    expect([recording.status, recording.err]).toEqual([
      2,
      '--access kubernetes cannot work here: a recording has no API server that knows people and their rights.\n',
    ])
    writeFileSync(file, 'short-secret')
    const short = await cutaway(['start', '--replay', tape, '--access', 'token', '--token-file', file, '--port', '0'])
    expect(short.status).toBe(2)
    expect(short.err).toMatch(/^The token file .* holds fewer than 32 characters; make one with: /)
    expect(short.err).not.toContain('short-secret')
  })

  it('a port that is taken, with a cluster watched: exit 2 all the same', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => blocker.once('listening', resolve))
    const { port } = blocker.address() as AddressInfo
    const server = begin(['--port', String(port), '--ops-port', '0', '--context', 'toy'], { KUBECONFIG: kubeconfig })
    expect(await server.exit()).toBe(2)
    expect(server.err).toContain(`Cannot listen on port ${port}`)
    blocker.close()
  })
})

describe('the port', () => {
  it('asked for and taken: one sentence, exit 2; not asked for: the next one', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => blocker.once('listening', resolve))
    const { port } = blocker.address() as AddressInfo
    const { status, err } = await cutaway(['start', '--replay', tape, '--port', String(port)])
    expect([status, err]).toEqual([2, `Cannot listen on port ${port}: another program listens there.\n`])
    blocker.close()
    const one = await portOf(begin(['--replay', tape]))
    const two = await portOf(begin(['--replay', tape]))
    expect(two).toBeGreaterThan(one)
  })
})

it.each([
  [['start', '--colour'], /^start: there is no flag --colour \(try start --help\)\n$/],
  [['record'], /^record: --out FILE is needed \(try record --help\)\n$/],
  [['record', '--out', join(folder, 'x'), '--kubeconfig', join(folder, 'none')], /^record: --kubeconfig .* is not a file that can be read/],
  [['record', '--out', join(folder, 'y')], /^There is no kubeconfig, so there is no cluster to record; name one with --kubeconfig\.\n$/],
])('%j: one sentence, exit 2', async (args, sentence) => {
  const { status, out, err } = await cutaway(args)
  expect([status, out]).toEqual([2, ''])
  expect(err).toMatch(sentence)
})
