import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { VerifyConfig } from '../../server/config.ts'
import { type Check, type May, verify } from '../../server/verify.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const METRICS = '# HELP a b\n# TYPE a gauge\na{kind="Pod",why="a \\"b\\" {c}"} 1\nb NaN\nc_total 1.5e+06\n'

async function ops({ readyAfter = 0, metrics = METRICS } = {}): Promise<string> {
  let asked = 0
  const port = await serve(({ url }, response) => {
    if (url === '/metrics') response.end(metrics)
    else response.writeHead(url === '/readyz' && ++asked > readyAfter ? 200 : 503).end('syncing\n')
  })
  return `http://127.0.0.1:${port}`
}

/** A port on which nobody listens; one that was just given back might be anybody's by now. */
const shut = '127.0.0.1:1'

const nothing: May = () => Promise.resolve(false)

async function checks(config: Partial<VerifyConfig>, may = nothing, patience = 30_000): Promise<Check[]> {
  const whole: VerifyConfig = { command: 'verify', from: {}, ops: await ops(), page: shut, expose: 'pod', logLevel: 'warn', ...config }
  const all: Check[] = []
  for await (const each of verify(whole, may, patience)) all.push(each)
  return all
}
const failed = (all: Check[]) => all.filter(({ ok }) => !ok).map(({ what, said }) => `${what}: ${said}`)

it('a sound installation passes every check', async () => {
  const all = await checks({})
  expect(failed(all)).toEqual([])
  expect(all.map(({ what }) => what)).toEqual([
    'ready',
    'metrics',
    'may not list secrets',
    'may not get nodes/proxy',
    'may not create pods/exec',
    'page on loopback only',
  ])
})

describe('ready', () => {
  it('waits for a server that is still listing', async () => {
    expect(failed(await checks({ ops: await ops({ readyAfter: 2 }) }))).toEqual([])
  })

  it('says what one answers that never is', async () => {
    expect(failed(await checks({ ops: await ops({ readyAfter: 99 }) }, nothing, 100))).toEqual(['ready: answered 503 syncing'])
  })

  it('says who does not answer', async () => {
    const closed = shut
    expect(failed(await checks({ ops: `http://${closed}` }, nothing, 100))).toEqual([
      `ready: connect ECONNREFUSED ${closed}`,
      `metrics: connect ECONNREFUSED ${closed}`,
    ])
  })
})

it.each(['', '# only a comment\n', 'a{kind="Pod} 1\n', '<html></html>\n', 'a one\n'])('metrics that are none: %j', async (metrics) => {
  expect(failed(await checks({ ops: await ops({ metrics }) }))).toEqual([expect.stringMatching(/^metrics: cannot be parsed/)])
})

describe('rights', () => {
  it('one that must not be there is named, in the namespace where it is', async () => {
    const may: May = ({ resource, namespace }) => Promise.resolve(resource === 'secrets' && namespace === 'team')
    const all = await checks({ from: { watchNamespaces: ['shop', 'team'] } }, may)
    expect(all).toHaveLength(12)
    expect(failed(all)).toEqual([expect.stringMatching(/^may not list secrets in team: it is allowed/)])
  })

  it('an API server that does not answer proves nothing', async () => {
    expect(failed(await checks({}, () => Promise.reject(new Error('no answer'))))).toHaveLength(3)
  })
})

describe('page', () => {
  it('on loopback only: reachable from elsewhere fails', async () => {
    const port = await serve((_, response) => response.end())
    expect(failed(await checks({ page: `localhost:${port}` }))).toEqual(['page on loopback only: 127.0.0.1 can be reached from another Pod'])
  })

  it('a name that does not resolve proves nothing', async () => {
    expect(failed(await checks({ page: 'nowhere.invalid:8080' }))).toEqual([expect.stringMatching(/^page on loopback only: getaddrinfo/)])
  })

  it('exposed: foreign host names must be refused', async () => {
    const careful = await serve(({ headers }, response) => response.writeHead(headers.host === 'rebound.example' ? 421 : 200).end())
    expect(failed(await checks({ page: `127.0.0.1:${careful}`, expose: 'cluster' }))).toEqual([])
    const careless = await serve((_, response) => response.end())
    expect(failed(await checks({ page: `127.0.0.1:${careless}`, expose: 'cluster' }))).toEqual([
      'foreign host names: 127.0.0.1 answered 200 to the name rebound.example',
    ])
  })

  it('exposed: one that does not answer fails', async () => {
    expect(failed(await checks({ expose: 'cluster' }))).toHaveLength(1)
  })
})

describe('the command', () => {
  /** The whole process against an API server that answers every SelfSubjectAccessReview the same. */
  async function run(allowed: boolean) {
    const folder = mkdtempSync(join(tmpdir(), 'cutaway-verify-'))
    try {
      const port = await serve((request, response) => {
        const asked = request.method === 'POST' && request.url === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
        response.writeHead(asked ? 201 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ status: { allowed } }))
      })
      const kubeconfig = join(folder, 'kubeconfig')
      const named = { clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }], users: [{ name: 'u', user: {} }] }
      writeFileSync(
        kubeconfig,
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          ...named,
          contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
          'current-context': 'x',
        }),
      )
      const args = ['server/cutaway.mjs', 'verify', '--kubeconfig', kubeconfig, '--ops', await ops(), '--page', shut]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
      const [status] = (await once(child, 'close')) as [number]
      return { status, lines: out.trim().split('\n') }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('prints one line per check and ends with 0', async () => {
    const { status, lines } = await run(false)
    expect(lines).toHaveLength(6)
    expect([status, lines.filter((line) => !line.startsWith('ok    '))]).toEqual([0, []])
  })

  it('ends with 1 when one fails', async () => {
    const { status, lines } = await run(true)
    expect([status, lines.filter((line) => line.startsWith('FAILED')).length]).toEqual([1, 3])
  })
})
