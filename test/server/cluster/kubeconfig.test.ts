import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadKubeconfig, PooledKubeConfig } from '../../../server/cluster/kubeconfig.ts'
import { createTransport, type Transport } from '../../../server/cluster/transport.ts'
import { certificate, key } from '../../support/localhost-certificate.ts'
import { StandInApiServer } from '../../support/stand-in-api-server.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'cutaway-kubeconfig-'))))
afterEach(() => rmSync(folder, { recursive: true }))

interface Shape {
  current?: string
  context?: string
  cluster?: string
  user?: object
  server?: string
  more?: object
}

function file(
  name: string,
  { current, context = 'c', cluster = 'k', user = { token: 't' }, server = 'https://127.0.0.1:1', more = {} }: Shape = {},
): string {
  const path = join(folder, name)
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      ...(current && { 'current-context': current }),
      clusters: [{ name: cluster, cluster: { server, ...more } }],
      contexts: [{ name: context, context: { cluster, user: 'u' } }],
      users: [{ name: 'u', user }],
    }),
  )
  return path
}
const sentence = (choice: Parameters<typeof loadKubeconfig>[0], env: NodeJS.ProcessEnv = {}) => {
  try {
    loadKubeconfig(choice, env)
    return 'accepted'
  } catch (error) {
    expect(error).toMatchObject({ code: 'KUBECONFIG_REFUSED', exit: 2 })
    return (error as Error).message
  }
}

describe('loadKubeconfig', () => {
  it('takes --kubeconfig before $KUBECONFIG before ~/.kube/config, and says which', () => {
    const a = file('a', { current: 'a', context: 'a' })
    const b = file('b', { current: 'b', context: 'b' })
    expect(loadKubeconfig({ kubeconfig: a }, { KUBECONFIG: b })).toMatchObject({ context: 'a', found: a, cluster: 'k' })
    expect(loadKubeconfig({}, { KUBECONFIG: b, HOME: folder })).toMatchObject({ context: 'b', found: '$KUBECONFIG' })
    expect(loadKubeconfig({}, { HOME: folder })).toBeUndefined()
  })

  it('merges a list, the first to define a name wins, missing files are passed over', () => {
    const a = file('a', { context: 'a', server: 'https://first:1' })
    const b = file('b', { current: 'a', context: 'a', server: 'https://second:1' })
    const loaded = loadKubeconfig({}, { KUBECONFIG: [join(folder, 'none'), a, b].join(':') })
    expect(loaded?.context).toBe('a')
    expect(loaded?.config.getCurrentCluster()?.server).toBe('https://first:1')
    expect(
      loadKubeconfig(
        { context: 'z' },
        { KUBECONFIG: `${a}:${file('z', { context: 'z', cluster: 'zk', server: 'https://z:1' })}` },
      )?.config.getCurrentCluster()?.server,
    ).toBe('https://z:1')
  })

  it('says in one sentence what is wrong', () => {
    expect(sentence({ kubeconfig: join(folder, 'none') })).toBe(`There is no kubeconfig at ${folder}/none.`)
    expect(sentence({ context: 'x' }, { HOME: folder })).toContain('There is no kubeconfig at')
    expect(sentence({ kubeconfig: file('a', { current: 'a', context: 'a' }), context: 'x' })).toContain('has no context "x"; it has: a.')
    expect(sentence({ kubeconfig: file('b', { context: 'b' }) })).toContain('names no current context')
    const broken = join(folder, 'broken')
    writeFileSync(broken, 'users: [{name: u, user: {token: s3cr3t\n  oops')
    expect(sentence({ kubeconfig: broken })).toContain('is no usable kubeconfig')
    expect(sentence({ kubeconfig: broken })).not.toContain('s3cr3t')
    writeFileSync(broken, '')
    expect(sentence({ kubeconfig: broken })).toContain('is no usable kubeconfig')
  })

  it.each(['as-groups', 'as-uid', 'as-user-extra'])('refuses %s, which the client drops, but only of the user in use', (field) => {
    const a = file('a', { current: 'a', context: 'a', user: { token: 't', as: 'x', [field]: ['g'] } })
    expect(sentence({ kubeconfig: a })).toContain(field)
    const other = JSON.parse(readFileSync(a, 'utf8'))
    other.users.push({ name: 'free', user: { token: 't' } })
    other.contexts.push({ name: 'free', context: { cluster: 'k', user: 'free' } })
    writeFileSync(a, JSON.stringify(other))
    expect(sentence({ kubeconfig: a, context: 'free' })).toBe('accepted')
  })
})

describe('credentials', () => {
  let server: StandInApiServer
  let seen: (string | undefined)[]
  beforeEach(async () => {
    seen = []
    server = new StandInApiServer()
    await server.start()
    server.refuse = ({ headers }) => void seen.push(headers.authorization)
  })
  afterEach(() => server.stop())
  const ask = async (user: object, times = 1) => {
    const { config } = loadKubeconfig({ kubeconfig: file('c', { current: 'c', user, server: `http://127.0.0.1:${server.port}` }) })!
    const transport = createTransport(config, () => config)
    const answers = await Promise.allSettled(Array.from({ length: times }, () => transport.get({ path: '/version' }, 30_000)))
    await transport.close()
    return answers
  }

  it('a token file, relative to the kubeconfig', async () => {
    writeFileSync(join(folder, 'token'), 'from-file')
    await ask({ tokenFile: 'token' })
    expect(seen).toEqual(['Bearer from-file'])
  })

  it('an exec helper is started once for twenty requests at once, and is told what it may do', async () => {
    const helper = join(folder, 'helper')
    writeFileSync(
      helper,
      `#!/bin/sh\necho run >> ${folder}/runs\necho "$KUBERNETES_EXEC_INFO" > ${folder}/info\necho '{"status":{"token":"from-helper"}}'\n`,
    )
    chmodSync(helper, 0o755)
    await ask({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: helper } }, 20)
    expect(seen).toEqual(Array(20).fill('Bearer from-helper'))
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\n')
    expect(JSON.parse(readFileSync(join(folder, 'info'), 'utf8'))).toMatchObject({ kind: 'ExecCredential', spec: { interactive: false } })
  })

  it('a helper that fails fails the request, not the process', async () => {
    const [answer] = await ask({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: join(folder, 'none') } })
    expect(answer?.status).toBe('rejected')
  })
})

/** In a Pod the kubelet swaps token and authority under us. */
describe('rotation in a Pod', () => {
  let server: Server
  let seen: (string | undefined)[]
  let transport: Transport
  const at = (name: string) => join(folder, 'var/run/secrets/kubernetes.io/serviceaccount', name)
  const ask = () => transport.get({ path: '/version' }, 30_000)

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    seen = []
    server = createServer({ key, cert: certificate }, (request, response) => {
      seen.push(request.headers.authorization)
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    mkdirSync(dirname(at('token')), { recursive: true })
    writeFileSync(at('token'), 'first')
    writeFileSync(at('ca.crt'), certificate)
    vi.stubEnv('KUBERNETES_SERVICE_HOST', '127.0.0.1')
    vi.stubEnv('KUBERNETES_SERVICE_PORT', String((server.address() as AddressInfo).port))
    const config = new PooledKubeConfig()
    config.loadFromCluster(folder)
    transport = createTransport(config, () => expect.unreachable('nobody said 401'))
  })
  afterEach(async () => {
    vi.useRealTimers()
    vi.unstubAllEnvs()
    await transport.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('a new token is used within a minute', async () => {
    await ask()
    writeFileSync(at('token'), 'second')
    await ask()
    vi.setSystemTime(Date.now() + 61_000)
    await ask()
    expect([seen[0], seen[2]]).toEqual(['Bearer first', 'Bearer second'])
  })

  it('a new authority is trusted at once, and nobody whom it has not signed', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    await ask()
    writeFileSync(at('ca.crt'), rootCertificates[0]!)
    await expect(ask()).rejects.toThrow('fetch failed')
    writeFileSync(at('ca.crt'), '')
    await expect(ask()).rejects.toThrow('fetch failed')
    rmSync(at('ca.crt'))
    await expect(ask()).rejects.toThrow('ENOENT')
    expect(seen).toHaveLength(1)
    writeFileSync(at('ca.crt'), certificate)
    await ask()
    expect(seen).toHaveLength(2)
  })
})

describe('connections', () => {
  it('speak HTTP/1.1 under our name though the server prefers HTTP/2, and are used again', async () => {
    let connections = 0
    const versions = new Set<string>()
    const agents = new Set<string | undefined>()
    const server = createSecureServer({ key, cert: certificate, allowHTTP1: true, ALPNProtocols: ['h2', 'http/1.1'] }, (request, response) => {
      versions.add(request.httpVersion)
      agents.add(request.headers['user-agent'])
      response.end('{}')
    })
    server.on('secureConnection', () => connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    const authority = { 'certificate-authority-data': Buffer.from(certificate).toString('base64') }
    const { config } = loadKubeconfig({ kubeconfig: file('c', { current: 'c', server: address, more: authority }) })!
    const transport = createTransport(config, () => config)
    for (let i = 0; i < 20; i++) await transport.get({ path: '/version' }, 30_000)
    expect([...versions]).toEqual(['1.1'])
    expect(connections).toBeLessThanOrEqual(2)
    expect([...agents][0]).toMatch(/^cutaway/)
    // Whoever is not signed by the kubeconfig's authority is not spoken to.
    const stranger = loadKubeconfig({ kubeconfig: file('d', { current: 'c', server: address }) })!.config
    const distrusting = createTransport(stranger, () => stranger)
    await expect(distrusting.get({ path: '/version' }, 30_000)).rejects.toThrow('fetch failed')
    await Promise.all([transport.close(), distrusting.close()])
    await new Promise((resolve) => server.close(resolve))
  })
})
