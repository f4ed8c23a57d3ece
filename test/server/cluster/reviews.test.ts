import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReviews, type Reviews } from '../../../server/cluster/reviews.ts'
import { createTransport, type Transport } from '../../../server/cluster/transport.ts'
import { plainConfig } from '../../support/cluster-watch.ts'

interface Asked {
  method: string
  path: string
  type: string | undefined
  spec: {
    token?: string
    audiences?: string[]
    user?: string
    groups?: string[]
    uid?: string
    extra?: object
    resourceAttributes?: Record<string, string>
  }
}

/** What an API server answers to reviews: `status` of each, or what it says instead. */
let answer: (asked: Asked) => { code?: number; status?: object; text?: string } | undefined
let asked: Asked[]
let most: number
let server: ReturnType<typeof createServer>
let transport: Transport
let reviews: Reviews

beforeEach(async () => {
  asked = []
  most = 0
  let underway = 0
  server = createServer((request, response) => {
    let body = ''
    most = Math.max(most, ++underway)
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { spec } = JSON.parse(body) as { spec: Asked['spec'] }
      const one: Asked = { method: request.method ?? '', path: request.url ?? '', type: request.headers['content-type'], spec }
      asked.push(one)
      const given = answer(one)
      // A moment, so that what is asked side by side overlaps.
      setTimeout(() => {
        underway--
        if (!given) return
        response.statusCode = given.code ?? 201
        response.end(given.text ?? JSON.stringify({ kind: 'Review', spec, status: given.status }))
      }, 3)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const config = plainConfig((server.address() as AddressInfo).port)
  transport = createTransport(config, () => config)
  reviews = createReviews(transport)
})
afterEach(async () => {
  await transport.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('who', () => {
  const user = { username: 'ann', uid: 'u1', groups: ['devs', 'system:authenticated'], extra: { 'scopes.example': ['a', 'b'] } }

  it('asks about the token and the audience, and answers with everything that rights may hang on', async () => {
    answer = () => ({ status: { authenticated: true, audiences: ['cutaway'], user } })
    expect(await reviews.who('secret', 'cutaway')).toEqual({ name: 'ann', uid: 'u1', groups: user.groups, extra: user.extra })
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/apis/authentication.k8s.io/v1/tokenreviews',
        type: 'application/json',
        spec: { token: 'secret', audiences: ['cutaway'] },
      },
    ])
  })

  it('knows when a token that says so ends', async () => {
    answer = () => ({ status: { authenticated: true, audiences: ['cutaway'], user } })
    const token = (claims: string) => `x.${Buffer.from(claims).toString('base64url')}.y`
    expect((await reviews.who(token('{"exp":1800000000}'), 'cutaway'))?.expires).toBe(1_800_000_000_000)
    for (const odd of ['{"exp":"soon"}', '{"exp":1e999}', 'null', '{']) expect(await reviews.who(token(odd), 'cutaway')).not.toHaveProperty('expires')
  })

  it.each([
    ['not authenticated', { authenticated: false, audiences: ['cutaway'], user }],
    ['an error beside it', { error: 'token has expired', audiences: ['cutaway'], user }],
    ['authenticated in words', { authenticated: 'true', audiences: ['cutaway'], user }],
    ['another audience', { authenticated: true, audiences: ['https://kubernetes.default.svc'], user }],
    ['an authenticator that knows no audiences', { authenticated: true, user }],
    ['audiences that are no list', { authenticated: true, audiences: 'cutaway', user }],
    ['nobody', { authenticated: true, audiences: ['cutaway'] }],
    ['a nameless one', { authenticated: true, audiences: ['cutaway'], user: { username: '' } }],
    ['no status', undefined],
  ])('is nobody: %s', async (_, status) => {
    answer = () => (status ? { status } : {})
    expect(await reviews.who('secret', 'cutaway')).toBeUndefined()
  })
})

describe('sight', () => {
  const ann = { name: 'ann', groups: ['devs'], uid: 'u1', extra: { scope: ['a'] } }
  const many = Array.from({ length: 40 }, (_, at) => `ns-${at}`)
  /** May list what is named here: 'pods', 'nodes', 'pods in <namespace>'. */
  const rights = (...allowed: string[]) => {
    answer = ({ spec: { resourceAttributes: { resource, namespace } = {} } }) => ({
      status: { allowed: allowed.includes(namespace === undefined ? `${resource}` : `${resource} in ${namespace}`) },
    })
  }

  it('is everything for who may list Pods everywhere and Nodes; no namespace is asked about', async () => {
    rights('pods', 'nodes')
    expect(await reviews.sight(ann, many)).toEqual({ namespaces: 'all', cluster: true })
    expect(asked.map(({ method, path, spec }) => ({ method, path, spec }))).toEqual(
      ['pods', 'nodes'].map((resource) => ({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        spec: { user: 'ann', groups: ['devs'], uid: 'u1', extra: { scope: ['a'] }, resourceAttributes: { verb: 'list', version: 'v1', resource } },
      })),
    )
  })

  it('is every namespace, those to come too, and no Node for who may list Pods everywhere', async () => {
    rights('pods')
    expect(await reviews.sight(ann, ['a', 'b'])).toEqual({ namespaces: 'all', cluster: false })
    expect(asked).toHaveLength(2)
  })

  it('is the namespaces whose Pods may be listed, eight asked about at a time', async () => {
    rights('pods in ns-3', 'pods in ns-31', 'nodes')
    expect(await reviews.sight(ann, many)).toEqual({ namespaces: new Set(['ns-3', 'ns-31']), cluster: true })
    expect(asked).toHaveLength(2 + many.length)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(8)
  })

  it('is nothing for who may nothing', async () => {
    rights()
    expect(await reviews.sight(ann, ['a'])).toEqual({ namespaces: new Set(), cluster: false })
  })

  it.each([
    ['allowed and denied', { allowed: true, denied: true }],
    ['allowed in words', { allowed: 'true' }],
    ['an evaluation error', { allowed: false, evaluationError: 'webhook failed' }],
  ])('does not grow by %s', async (_, status) => {
    answer = () => ({ status })
    expect(await reviews.sight(ann, ['a'])).toEqual({ namespaces: new Set(), cluster: false })
  })
})

describe('no answer is no permission', () => {
  const ann = { name: 'ann', groups: [] }
  const failures: [string, () => { code?: number; text?: string } | undefined, object][] = [
    ['we may not ask', () => ({ code: 403, text: '{"reason":"Forbidden","message":"no"}' }), { code: 'API_REFUSED', status: 403 }],
    ['it is broken', () => ({ code: 500, text: 'oops' }), { code: 'API_REFUSED', status: 500 }],
    ['it answers in time with no JSON', () => ({ text: '<html>secret</html>' }), { code: 'API_REFUSED' }],
    [
      'it answers 200, which no review is',
      () => ({ code: 200, text: '{"status":{"allowed":true,"authenticated":true,"audiences":["cutaway"]}}' }),
      { status: 200 },
    ],
    ['it says nothing', () => undefined, { code: 'SILENCE' }],
  ]

  it.each(failures)('%s', async (_, given, error) => {
    answer = given
    // How long is waited for what never comes.
    if (!given()) reviews = createReviews(transport, 300)
    await expect(reviews.who('secret-token', 'cutaway')).rejects.toMatchObject(error)
    await expect(reviews.sight(ann, ['a'])).rejects.toMatchObject(error)
    const said = await reviews.who('secret-token', 'cutaway').catch((error: Error) => `${error.message}${error.stack}`)
    expect(said).not.toContain('secret')
  })

  it('one namespace that cannot be asked about fails all of it, and no more are asked about', async () => {
    answer = ({ spec: { resourceAttributes = {} } }) =>
      resourceAttributes['namespace'] === 'ns-5'
        ? { code: 500, text: 'oops' }
        : { status: { allowed: resourceAttributes['namespace'] !== undefined } }
    await expect(
      reviews.sight(
        ann,
        Array.from({ length: 200 }, (_, at) => `ns-${at}`),
      ),
    ).rejects.toMatchObject({ status: 500 })
    expect(asked.length).toBeLessThan(40)
  })

  it('an API server that is gone', async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await expect(reviews.sight(ann, ['a'])).rejects.toThrow(/fetch failed|ECONNREFUSED/)
    server = createServer().listen(0, '127.0.0.1')
  })
})
