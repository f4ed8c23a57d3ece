import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Step } from '../../server/wire/step.ts'
import { cutaway, launch } from '../support/cutaway.ts'
import { schemaBreaches } from '../support/json-schema.ts'
import { until } from '../support/until.ts'

const tape = 'server/recordings/workshop.tape'
const folder = mkdtempSync(join(tmpdir(), 'cutaway-tail-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Told = Step & { text: string }
const read = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told)

let json: Awaited<ReturnType<typeof cutaway>>
let told: Told[]
/** Every step as it was said last. */
let final: Map<string, Told>
beforeAll(async () => {
  json = await cutaway(['tail', '--replay', tape, '-o', 'json'])
  told = read(json.out)
  final = new Map(told.map((step) => [step.id, step]))
})

describe('-o json', () => {
  it('plays a recording to its end and exits 0; stdout holds nothing but steps', () => {
    expect(json.status).toBe(0)
    expect(json.err).toMatch(/^Playing the recording .*workshop\.tape \(Kubernetes v1\.\d+\.\d+, \d+ s\)\.\n$/)
    expect(told.length).toBeGreaterThan(100)
  })

  it('each line is a Step of the published schema, and the schema knows all of it', () => {
    const schema = JSON.parse(readFileSync('server/wire/step.schema.json', 'utf8'))
    expect(told.flatMap((step) => schemaBreaches(step, schema))).toEqual([])
  })

  it('the schema would notice', () => {
    const schema = JSON.parse(readFileSync('server/wire/step.schema.json', 'utf8'))
    const [step] = told
    for (const wrong of [
      { ...step, grade: 'sure' },
      { ...step, id: undefined },
      { ...step, seq: 'x' },
      { ...step, extra: 1 },
      { ...step, evidence: [{ type: 'guess' }] },
      { ...step, rev: 0 },
    ]) {
      expect(schemaBreaches(JSON.parse(JSON.stringify(wrong)), schema)).toHaveLength(1)
    }
  })

  it('an amendment is the whole step again with the next rev', () => {
    const revs = new Map<string, number>()
    for (const { id, rev } of told) {
      expect(rev).toBe((revs.get(id) ?? 0) + 1)
      revs.set(id, rev)
    }
  })

  it('text is the caption, in the language asked for', async () => {
    expect(told.filter(({ text }) => text === '' || /[{}…]|undefined/.test(text)).map(({ key, text }) => `${key}: ${text}`)).toEqual([])
    const { out } = await cutaway(['tail', '--replay', tape, '-o', 'json', '--lang', 'vi'])
    const vietnamese = read(out)
    expect(vietnamese.map(({ id, rev }) => `${id} ${rev}`)).toEqual(told.map(({ id, rev }) => `${id} ${rev}`))
    expect(vietnamese.filter(({ text }, at) => text === told[at]!.text).map(({ key }) => key)).toEqual([])
  })
})

describe('the bundled recording', () => {
  it('tells what a class was shown, each act by its author', () => {
    const acts = [...final.values()].filter(
      ({ component, causes, namespaces }) => component.startsWith('client/') && causes.length === 0 && namespaces.includes('shop'),
    )
    expect(acts.length).toBeGreaterThanOrEqual(7)
    const count = (key: string) => [...final.values()].filter((step) => step.key === key && step.namespaces.includes('shop')).length
    expect(count('kube-scheduler.bound')).toBeGreaterThanOrEqual(3 + 2 + 5 + 1)
    expect(new Set([...final.values()].map(({ component }) => component))).toContain('kube-controller-manager/replicaset')
  })

  it('is at most 2 MB and three to five minutes long', () => {
    expect(readFileSync(tape).length).toBeLessThan(2 * 2 ** 20)
    const length = Number(/(\d+) s\)/.exec(json.err)?.[1])
    expect(length).toBeGreaterThanOrEqual(180)
    expect(length).toBeLessThanOrEqual(300)
  })

  it('gives the same steps every time', async () => {
    expect((await cutaway(['tail', '--replay', tape, '-o', 'json'])).out).toBe(json.out)
  })
})

describe('text', () => {
  it('one line a step: time, indent, component, what it did, mark', async () => {
    const { status, out } = await cutaway(['tail', '--replay', tape])
    expect(status).toBe(0)
    const lines = out.trimEnd().split('\n')
    // an author who became known too late for the line is told in one of its own
    expect(lines.filter((line) => !line.includes('↳'))).toHaveLength(final.size)
    expect(lines.filter((line) => !/^\d\d:\d\d:\d\d\.\d{3} {2}(?: {2})*\S[^:]*: \S.*$/.test(line))).toEqual([])
    expect(lines.some((line) => line.endsWith('  ≈'))).toBe(true)
    expect(lines.some((line) => /^.{12} {6,}\S/.test(line))).toBe(true)
    // oxlint-disable-next-line no-control-regex -- colours are for terminals
    expect(out).not.toMatch(/\u001b/)
  })

  it('only what is asked for', async () => {
    const { out } = await cutaway([
      'tail',
      '--replay',
      tape,
      '-o',
      'json',
      '--component',
      'kube-controller-manager',
      '--component',
      'kubelet',
      '-n',
      'shop',
    ])
    const some = read(out)
    const wanted = told.filter(
      ({ component, namespaces }) => /^(kube-controller-manager(\/|$)|kubelet$)/.test(component) && namespaces.includes('shop'),
    )
    expect(some.map(({ id, rev }) => `${id} ${rev}`)).toEqual(wanted.map(({ id, rev }) => `${id} ${rev}`))
    expect(some.length).toBeGreaterThan(20)
    expect(some.length).toBeLessThan(told.length)
  })
})

describe('ending', () => {
  it('a reader that is slow gets all of it', async () => {
    const command = `"${process.execPath}" server/cutaway.mjs tail --replay ${tape} -o json 2> /dev/null | (sleep 3; cat)`
    const { stdout } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command], { maxBuffer: 2 ** 26 })
    expect(stdout).toBe(json.out)
  })

  it('a reader that has enough is no failure', async () => {
    const command = `"${process.execPath}" server/cutaway.mjs tail --replay ${tape}`
    const { stdout, stderr } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', `(${command}; echo "exit $?" >&2) | head -n 1`])
    expect(stdout.split('\n')).toHaveLength(2)
    expect(stderr).toMatch(/^Playing .*\nexit 0\n$/)
  })

  it('a cluster that was asked for and does not answer: one sentence, exit 2, no recording instead', async () => {
    const kubeconfig = join(folder, 'kubeconfig')
    writeFileSync(
      kubeconfig,
      'apiVersion: v1\nkind: Config\ncurrent-context: gone\nclusters: [{name: a, cluster: {server: "http://127.0.0.1:1"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: gone, context: {cluster: a, user: a}}]\n',
    )
    for (const args of [
      ['--kubeconfig', kubeconfig],
      ['--kubeconfig', kubeconfig, '--context', 'gone'],
    ]) {
      const { status, out, err } = await cutaway(['tail', ...args])
      expect([status, out]).toEqual([2, ''])
      expect(err).toMatch(/^[^\n]*"gone" cannot be reached[^\n]*\n$/)
    }
    const other = await cutaway(['tail', '--kubeconfig', kubeconfig, '--context', 'none'])
    expect([other.status, other.out]).toEqual([2, ''])
    expect(other.err).toMatch(/^[^\n]*no context "none"[^\n]*\n$/)
  })

  describe('a cluster that takes its time to answer', () => {
    let slow: Server
    let after: number
    const kubeconfig = join(folder, 'kubeconfig-slow')
    beforeAll(async () => {
      slow = createServer((_, response) => void setTimeout(() => response.end('{"gitVersion":"v1.2.3","items":[]}'), after).unref())
      await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
      const server = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
      writeFileSync(
        kubeconfig,
        `apiVersion: v1\nkind: Config\ncurrent-context: slow\nclusters: [{name: a, cluster: {server: "${server}"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: slow, context: {cluster: a, user: a}}]\n`,
      )
    })
    afterAll(() => {
      slow.closeAllConnections()
      slow.close()
    })

    it('is waited for if it was asked for, as nothing is played instead of it; who waits is told so', async () => {
      after = 4000
      const tail = launch(['tail', '--kubeconfig', kubeconfig])
      await until(() => tail.err.includes('Watching') || tail.child.exitCode !== null)
      tail.child.kill('SIGKILL')
      await tail.exit()
      expect(tail.err).toMatch(/^[^\n]*waiting for the API server[^\n]*\nWatching the cluster of context slow .*\(Kubernetes v1\.2\.3\)\./)
    })

    it.each(['tail', 'start', 'record'])('%s: who will not wait ends it at once', async (command) => {
      after = 60_000
      const out = join(folder, 'never.tape')
      const waiting = launch([command, '--kubeconfig', kubeconfig, ...(command === 'record' ? ['--out', out] : [])])
      await until(() => waiting.err.includes('waiting for the API server') || waiting.child.exitCode !== null)
      waiting.child.kill('SIGTERM')
      // Had it waited for its end, it would say that nobody answered, and exit with 2.
      expect([await waiting.exit(), waiting.err.trimEnd().split('\n').length, existsSync(out)]).toEqual([0, 1, false])
    })
  })

  it('a context that merely happens to be there and does not answer: the bundled recording, and why', async () => {
    const { status, err } = await cutaway(['tail'], { KUBECONFIG: join(folder, 'kubeconfig') })
    expect(status).toBe(0)
    expect(err).toMatch(/^Cluster of context "gone" cannot be reached.* Playing the bundled recording/)
  })

  it('a file that is no recording, or a damaged one: one sentence, exit 2', async () => {
    const text = join(folder, 'text')
    writeFileSync(text, 'hello')
    const broken = join(folder, 'broken')
    const bytes = readFileSync(tape)
    bytes[bytes.length >> 1]! ^= 0xff
    writeFileSync(broken, bytes)
    for (const file of [text, broken]) {
      const { status, err } = await cutaway(['tail', '--replay', file])
      expect(status, file).toBe(2)
      expect(err.trimEnd().split('\n').at(-1)).toMatch(/^Cannot play /)
    }
  })
})
