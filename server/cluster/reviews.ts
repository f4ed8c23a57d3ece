import { ApiError } from '../errors.ts'
import type { Transport } from './transport.ts'

/** Somebody whom the API server knows. */
export interface Person {
  name: string
  groups: string[]
  uid?: string
  extra?: Record<string, string[]>
  /** End of the token they came with, ms since epoch, where it says so. */
  expires?: number
}

/** What somebody may see. `namespaces`: 'all' are those to come, too. `cluster`: Nodes and whatever else belongs to no namespace. */
export type Sight = { namespaces: 'all' | ReadonlySet<string>; cluster: boolean }

/**
 * Who somebody is and what they may see, as the API server answers. Nothing is kept here: whoever asks keeps the answers for a while.
 * Every failure rejects (ApiError, SILENCE, the network's own): no answer is never a permission.
 */
export interface Reviews {
  /** undefined: the token is not valid, or not meant for this audience. */
  who(token: string, audience: string): Promise<Person | undefined>
  /** Who may list a namespace's Pods sees it; who may list Nodes sees what belongs to no namespace. `namespaces`: all that exist. */
  sight(person: Person, namespaces: readonly string[]): Promise<Sight>
}

const LIMIT_MS = 5_000
/** Reviews at a time: a sign-in on a cluster of a thousand namespaces must not crowd out the watches. */
const AT_ONCE = 8

export function createReviews(transport: Transport, limit = LIMIT_MS): Reviews {
  return {
    async who(token, audience) {
      const { status } = await ask('authentication.k8s.io/v1', 'TokenReview', 'tokenreviews', { token, audiences: [audience] })
      // An authenticator that knows no audiences names none: then the token was not made for us.
      if (status?.authenticated !== true || !list(status.audiences).includes(audience)) return undefined
      const { username, groups, uid, extra } = (status.user ?? {}) as { username?: unknown; groups?: unknown; uid?: unknown; extra?: unknown }
      if (typeof username !== 'string' || username === '') return undefined
      const expires = expiryOf(token)
      return {
        name: username,
        groups: list(groups),
        ...(typeof uid === 'string' && uid !== '' && { uid }),
        ...(extra !== null &&
          typeof extra === 'object' && { extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, list(values)])) }),
        ...(expires !== undefined && { expires }),
      }
    },
    async sight(person, namespaces) {
      const [everywhere, cluster] = await Promise.all([may(person, 'pods'), may(person, 'nodes')])
      if (everywhere) return { namespaces: 'all', cluster }
      return { namespaces: new Set(await those(namespaces, (namespace) => may(person, 'pods', namespace))), cluster }
    },
  }

  async function may({ name, groups, uid, extra }: Person, resource: string, namespace?: string): Promise<boolean> {
    const { status } = await ask('authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews', {
      user: name,
      groups,
      ...(uid !== undefined && { uid }),
      ...(extra && { extra }),
      resourceAttributes: { verb: 'list', version: 'v1', resource, ...(namespace !== undefined && { namespace }) },
    })
    return status?.allowed === true && status.denied !== true
  }

  async function ask(apiVersion: string, kind: string, plural: string, spec: object): Promise<{ status?: Record<string, unknown> }> {
    const path = `/apis/${apiVersion}/${plural}`
    const text = await transport.post({ path, body: { apiVersion, kind, spec } }, limit)
    try {
      return JSON.parse(text) as { status?: Record<string, unknown> }
    } catch {
      // The parser's own message would quote what was answered.
      throw new ApiError(path, 201, '', 'no JSON')
    }
  }
}

/** Those for which it holds, in their order, a few asked at a time; the first failure ends it. */
async function those(names: readonly string[], holds: (name: string) => Promise<boolean>): Promise<string[]> {
  const found = new Set<string>()
  const waiting = names.values()
  let failed = false
  const work = async () => {
    for (const name of waiting) {
      if (failed) return
      if (await holds(name)) found.add(name)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } catch (error) {
    failed = true
    throw error
  }
  return names.filter((name) => found.has(name))
}

function list(values: unknown): string[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
}

/** `exp` of a JWT, which the API server has found to be good; undefined for any other token. */
function expiryOf(token: string): number | undefined {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp?: unknown }
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}
