import { lookup } from 'node:dns/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { loadKubeconfig } from './cluster/kubeconfig.ts'
import { createTransport } from './cluster/transport.ts'
import { run } from './command.ts'
import type { VerifyConfig } from './config.ts'
import { kubeconfigRefused } from './errors.ts'

/** What is verified, and how it went: `said` is one clause. */
export interface Check {
  what: string
  ok: boolean
  said: string
}

export interface Right {
  verb: string
  resource: string
  subresource?: string
  namespace?: string
}

/** Whether the API server would let us do this. */
export type May = (right: Right) => Promise<boolean>

/** What a Cutaway in a cluster must never be able to do, whatever its roles say. */
const DENIED: Right[] = [
  { verb: 'list', resource: 'secrets' },
  { verb: 'get', resource: 'nodes', subresource: 'proxy' },
  { verb: 'create', resource: 'pods', subresource: 'exec' },
]
const FOREIGN_HOST = 'rebound.example'
const LIMIT = 3_000

/** `cutaway verify`, run by `helm test` in a Pod of its own with the server's rights: one line per check, exit code 1 if one fails. */
export async function main(args: string[]): Promise<void> {
  await run('verify', args, async (config) => {
    const loaded = loadKubeconfig(config.from)
    if (!loaded) throw kubeconfigRefused('There is no kubeconfig, and this is no Pod of a cluster.')
    const transport = createTransport(loaded.config, () => loadKubeconfig(config.from)?.config ?? loaded.config)
    const may: May = async (right) => {
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: right } }
      const { status } = JSON.parse(await transport.post({ path, body }, LIMIT)) as { status?: { allowed?: unknown } }
      if (typeof status?.allowed !== 'boolean') throw new Error('the API server did not say')
      return status.allowed
    }
    for await (const { what, ok, said } of verify(config, may)) {
      process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${what}: ${said}\n`)
      if (!ok) process.exitCode = 1
    }
    await transport.close()
  })
}

/** @param patience ms that the server may take to become ready */
export async function* verify({ ops, page, expose, from }: VerifyConfig, may: May, patience = 45_000): AsyncGenerator<Check> {
  yield await check('ready', () => becomesReady(ops, patience))
  yield await check('metrics', async () => {
    const { status, body } = await get(new URL('/metrics', ops))
    const broken = brokenSample(body)
    if (status !== 200 || broken !== undefined)
      return [false, broken === undefined ? `answered ${status}` : `cannot be parsed: ${broken.slice(0, 80)}`]
    return [true, `${samplesOf(body).length} samples`]
  })
  for (const namespace of [undefined, ...(from.watchNamespaces ?? [])]) {
    for (const denied of DENIED) {
      const right = { ...denied, ...(namespace !== undefined && { namespace }) }
      const name = `${right.verb} ${right.resource}${right.subresource ? `/${right.subresource}` : ''}`
      yield await check(`may not ${name}${namespace === undefined ? '' : ` in ${namespace}`}`, async () => {
        const allowed = await may(right)
        return [!allowed, allowed ? 'it is allowed; look for a binding of this ServiceAccount that is not ours' : 'denied']
      })
    }
  }
  yield expose === 'pod' ? await check('page on loopback only', () => isShut(page)) : await check('foreign host names', () => refusesHosts(page))
}

type Outcome = [ok: boolean, said: string]

async function check(what: string, work: () => Promise<Outcome>): Promise<Check> {
  try {
    const [ok, said] = await work()
    return { what, ok, said }
  } catch (error) {
    return { what, ok: false, said: error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error) }
  }
}

async function becomesReady(ops: string, patience: number): Promise<Outcome> {
  const deadline = performance.now() + patience
  for (;;) {
    const said = await get(new URL('/readyz', ops)).then(
      ({ status, body }) => (status === 200 ? undefined : `answered ${status} ${body.trim()}`),
      (error: Error) => error.message,
    )
    if (said === undefined) return [true, 'every kind was listed, or may not be']
    if (performance.now() > deadline) return [false, said]
    await pause(500)
  }
}

/** Every address behind the name, so that no Pod of several hides another. A name that does not resolve proves nothing and fails. */
async function addressesOf(page: string): Promise<{ address: string; port: number }[]> {
  const { hostname, port } = new URL(`http://${page}`)
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })
  return found.map(({ address }) => ({ address, port: Number(port || 80) }))
}

async function isShut(page: string): Promise<Outcome> {
  const addresses = await addressesOf(page)
  const open = (await Promise.all(addresses.map(async (each) => ((await connects(each)) ? each.address : undefined)))).filter(Boolean)
  return open.length > 0
    ? [false, `${open.join(', ')} can be reached from another Pod`]
    : [true, `refused at ${addresses.map(({ address }) => address).join(', ')}`]
}

function connects({ address, port }: { address: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: LIMIT })
    const settle = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.on('connect', () => settle(true))
    socket.on('timeout', () => settle(false))
    socket.on('error', () => settle(false))
  })
}

async function refusesHosts(page: string): Promise<Outcome> {
  const addresses = await addressesOf(page)
  for (const { address, port } of addresses) {
    const { status } = await get(new URL(`http://${address.includes(':') ? `[${address}]` : address}:${port}/`), { host: FOREIGN_HOST })
    if (status !== 421 && status !== 403) return [false, `${address} answered ${status} to the name ${FOREIGN_HOST}`]
  }
  return [true, 'refused']
}

function get(url: URL, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, timeout: LIMIT, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }))
      response.on('error', reject)
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${LIMIT / 1000} s`)))
    asked.on('error', reject)
    asked.end()
  })
}

const samplesOf = (body: string) => body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

/** The first line that is not of Prometheus' text format, '' if there is none at all. */
function brokenSample(body: string): string | undefined {
  const samples = samplesOf(body)
  if (samples.length === 0) return ''
  return samples.find((line) => !/^[a-zA-Z_:][\w:]*(\{(\w+="([^"\\\n]|\\.)*",?)*\})? (NaN|[+-]?Inf|[+-]?[\d.]+(e[+-]?\d+)?)( \d+)?$/.test(line))
}
