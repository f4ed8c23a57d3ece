import { createHash } from 'node:crypto'
import type { Person, Reviews } from '../../cluster/reviews.ts'
import type { Gate } from '../../wire/events.ts'
import { type Access, isRefusal, type Pass, type Refusal, viewerOf } from '../access.ts'
import type { Sight } from '../sight.ts'
import { createAnswers, whyUnanswered } from './answers.ts'
import { createAttempts } from './attempts.ts'
import type { Namespaces } from './namespaces.ts'

export interface KubernetesAccessOptions {
  reviews: Reviews
  namespaces: Namespaces
  audience: string
  /** How long a session lasts whose token names no end, ms. */
  session: number
  hints?: Pick<Gate, 'hint' | 'forward'>
  /** Told when the API server does not answer. */
  complained: (sentence: string) => void
  now?: () => number
}

interface Known {
  person: Person
  sight: Sight
  /** When we first saw the token, ms since epoch. */
  first: number
}

/** Unknown tokens under review at a time: as many may turn out wrong beyond the ten in a minute. */
const AT_ONCE = 20

const NONE: Refusal = { status: 401, sentence: 'sign in with a token of the cluster', silent: true }
const OVER: Refusal = { status: 401, sentence: 'this token is over', expired: true }

/**
 * By a token of the cluster, made for our audience: stolen from us it opens nothing else. The session is the token itself, so that it ends when the
 * cluster says so. Tokens that were good at their last review are reviewed again however many others were wrong.
 */
export function createKubernetesAccess(options: KubernetesAccessOptions): Access {
  const { reviews, namespaces, audience, session, hints = {}, complained, now = Date.now } = options
  const WRONG: Refusal = { status: 401, sentence: `this token is not valid, or was not made for the audience ${audience}` }
  const attempts = createAttempts(now)
  const known = createAnswers<Known>(now)
  let unknown = 0

  return {
    gate: { mode: 'kubernetes', audience, ...hints },
    look,
    async signIn(caller) {
      const pass = await look(caller)
      return isRefusal(pass) ? pass : { session: caller.bearer ?? '', expires: pass.expires ?? 0, viewer: viewerOf(pass) }
    },
    close() {},
  }

  async function look({ bearer }: { bearer?: string }): Promise<(Pass & { expires: number }) | Refusal> {
    if (bearer === undefined) return NONE
    if (bearer === '') return WRONG
    // What is kept to recognise a token is of no use to who finds it in our memory.
    const key = createHash('sha256').update(bearer).digest('base64')
    const isNew = known.held(key) === undefined
    if (isNew) {
      const wait = attempts.wait() || (unknown >= AT_ONCE ? 1 : 0)
      if (wait > 0) return { status: 429, sentence: `too many wrong tokens; try again in ${wait} s`, retry: wait }
      unknown += 1
    }
    try {
      const found = await known.get(key, namespaces.version, () => review(bearer, known.held(key)?.first ?? now()))
      if (found) return passOf(key, found)
      if (isNew) attempts.failed()
      return WRONG
    } catch (error) {
      complained(`cannot ask the API server who somebody is: ${whyUnanswered(error)}`)
      return { status: 503, sentence: 'the API server cannot be asked who you are; try again in a moment', retry: 5 }
    } finally {
      if (isNew) unknown -= 1
    }
  }

  async function review(token: string, first: number): Promise<Known | undefined> {
    const person = await reviews.who(token, audience)
    return person && { person, sight: await reviews.sight(person, namespaces.list()), first }
  }

  function passOf(key: string, { person, sight, first }: Known): (Pass & { expires: number }) | Refusal {
    const expires = person.expires ?? first + session
    if (expires > now()) return { mode: 'kubernetes', name: person.name, sight, expires }
    known.forget(key)
    return OVER
  }
}
