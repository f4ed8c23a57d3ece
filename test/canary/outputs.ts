import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { openTape } from '../../server/journal/tape.ts'
import type { ClientEvents, Hello, ServerEvents, Snapshot } from '../../server/wire/events.ts'
import type { Step } from '../../server/wire/step.ts'
import { end, type Server, startServer } from '../faults/server.ts'
import { launch } from '../support/cutaway.ts'
import type { Api } from './api.ts'
import { damage } from './damage.ts'

/** Everywhere that something leaves the product. */
export const channels = [
  'recording',
  'journal',
  'socket',
  'HTTP',
  'tail',
  'tail -o json',
  'logs',
  'metrics and state',
  'page of a recording',
  'logs and health after broken lines',
] as const
export type Channel = (typeof channels)[number]

export interface Outputs {
  /** Resolves when recording and journal hold this version of every one of these objects: resourceVersion by uid. */
  reached(versions: Map<string, string>): Promise<void>
  /** All that came out. */
  close(): Promise<Record<Channel, string>>
}

const debug = ['--log-level', 'debug']

/**
 * A server with a page and a journal, both tails, a recording, and a server whose API server sends broken lines; all at log level debug, and each as it is
 * started by a user. What they write goes to `folder`.
 */
export async function openOutputs(api: Api, kubeconfig: string, folder: string): Promise<Outputs> {
  const file = join(folder, 'canary.tape')
  const journal = join(folder, 'journal')
  mkdirSync(journal)
  const damaged = await damage(api)
  const through = join(folder, 'through-damage')
  writeFileSync(through, configOf(damaged.origin), { mode: 0o600 })
  const asked = ['--kubeconfig', kubeconfig, ...debug]
  // One after another: how long they may take to start is measured from then on.
  const server = await startServer(kubeconfig, '--journal', journal, ...debug)
  const broken = await startServer(through, ...debug)
  const tail = launch(['tail', ...asked])
  const json = launch(['tail', '-o', 'json', ...asked])
  const record = launch(['record', '--out', file, ...asked])
  await within(() => [tail, json].every(({ err }) => err.includes('Watching the cluster')) && record.err.includes('Recording to'))
  const page = await openPage(server)

  return {
    async reached(versions) {
      await within(async () => {
        // What is read in the middle of a write is not whole, and read again.
        const [recorded, kept] = await Promise.all([textOf(file), journalOf(journal)].map((text) => text.catch(() => '')))
        return versions.entries().every(([uid, version]) => {
          const held = `"uid":"${uid}","resourceVersion":"${version}"`
          return recorded!.includes(held) && kept!.includes(held)
        })
      })
    },
    async close() {
      const http = await page.bodies()
      const figures = await Promise.all(['/metrics', '/state', '/readyz', '/none'].map(async (path) => (await fetch(page.ops + path)).text()))
      const health = await (await fetch(`http://127.0.0.1:${broken.port}/snapshot`)).text()
      page.close()
      await Promise.all([server.stop(), broken.stop(), end(tail), end(json), end(record)])
      damaged.close()
      if (damaged.lines === 0) throw new Error('no line was broken')
      const logs = [server.running, tail, json, record].map(({ err }) => err)
      return {
        recording: await textOf(file),
        journal: await journalOf(journal),
        socket: page.frames.join('\n'),
        HTTP: http,
        tail: tail.out,
        'tail -o json': json.out,
        logs: [...logs, server.running.out, record.out].join('\n'),
        'metrics and state': figures.join('\n'),
        'page of a recording': await played(file),
        'logs and health after broken lines': [broken.running.out, broken.running.err, JSON.stringify((JSON.parse(health) as Snapshot).health)].join(
          '\n',
        ),
      }
    },
  }
}

async function openPage(server: Server) {
  const origin = `http://127.0.0.1:${server.port}`
  const frames: string[] = []
  const socket: Socket<ServerEvents, ClientEvents> = io(origin, { transports: ['websocket'] })
  socket.io.on('open', () => socket.io.engine.on('packet', ({ data }) => void frames.push(String(data ?? ''))))
  const hello = await new Promise<Hello>((resolve, reject) => {
    socket.once('hello', resolve)
    socket.once('connect_error', reject)
  })
  return {
    frames,
    ops: /Ops: (http:\/\/[\d.:]+)/.exec(server.running.out)![1]!,
    close: () => void socket.disconnect(),
    bodies: () => bodies(origin, hello, frames),
  }
}

/** The answers of every route, of the two with an id for every step. */
async function bodies(origin: string, hello: Hello, frames: readonly string[]): Promise<string> {
  const said: string[] = []
  const get = async (path: string): Promise<string> => {
    const text = await (await fetch(origin + path)).text()
    said.push(text)
    return text
  }
  const { steps } = JSON.parse(await get('/snapshot')) as Snapshot
  for (const [lang, hash] of Object.entries(hello.catalogue)) await get(`/catalogue/${lang}.${hash}.json`)
  const told = frames.flatMap((frame) => [...frame.matchAll(/"id":"([\w-]{8,})","seq"/g)].map(([, id]) => id!))
  const ids = [...new Set([...steps.map(({ id }) => id), ...told])]
  const evidence = async () => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const step = JSON.parse(await get(`/steps/${id}`)) as Partial<Step>
      for (const part of step.evidence?.keys() ?? []) await get(`/steps/${id}/evidence/${part}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, evidence))
  for (const path of ['/', '/access', '/recording', '/steps/%', '/steps/none/evidence/NaN', '/catalogue/none', '/none.js']) await get(path)
  return said.join('\n')
}

/** What a page gets of a recording. */
async function played(file: string): Promise<string> {
  const running = launch(['start', '--replay', file, '--port', '0', ...debug])
  const [, port] = await running.says(/Open http:\/\/localhost:(\d+)/)
  const said = await Promise.all(['/recording', '/snapshot'].map(async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()))
  await end(running)
  return [...said, running.out, running.err].join('\n')
}

/** All that a tape holds, unpacked, and its bytes as they are. */
async function textOf(file: string): Promise<string> {
  const tape = await openTape(file)
  const records: string[] = [JSON.stringify(tape.header)]
  for await (const one of tape.records()) records.push(JSON.stringify(one))
  await tape.close()
  return [...records, readFileSync(file, 'latin1')].join('\n')
}

async function journalOf(folder: string): Promise<string> {
  return (await Promise.all(readdirSync(folder).map((name) => textOf(join(folder, name))))).join('\n')
}

function configOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'damaged',
    clusters: [{ name: 'damaged', cluster: { server } }],
    users: [{ name: 'nobody', user: {} }],
    contexts: [{ name: 'damaged', context: { cluster: 'damaged', user: 'nobody' } }],
  })
}

async function within(holds: () => boolean | Promise<boolean>): Promise<void> {
  const until = performance.now() + 120_000
  while (!(await holds())) {
    if (performance.now() > until) throw new Error('not within two minutes')
    await new Promise((again) => setTimeout(again, 200))
  }
}
