import type { Access, Refusal } from '../access.ts'
import type { Gate } from '../../wire/events.ts'
import { viewerOf } from '../access.ts'
import { createAttempts } from './attempts.ts'
import { createSessions, sameText } from './session.ts'
import type { TokenFile } from './token-file.ts'

export interface TokenAccessOptions {
  file: TokenFile
  /** How long a session lasts, ms. */
  session: number
  hints?: Pick<Gate, 'hint' | 'forward'>
  now?: () => number
}

const NONE: Refusal = { status: 401, sentence: 'sign in with the token of this Cutaway', silent: true }
const WRONG: Refusal = { status: 401, sentence: 'this is not the token of this Cutaway' }
const UNKNOWN: Refusal = { status: 401, sentence: 'this session is not one of this Cutaway, or its token was replaced' }
const OVER: Refusal = { status: 401, sentence: 'this session is over', expired: true }

/**
 * One token, made at install, stands for everybody. It is good for one thing, a session; requests and sockets carry the session.
 * Only guesses at the token are slowed down: a session's signature cannot be guessed.
 */
export function createTokenAccess({ file, session, hints = {}, now = Date.now }: TokenAccessOptions): Access {
  const attempts = createAttempts(now)
  let token = file.token
  let sessions = createSessions(token)
  const current = () => {
    if (token !== file.token) sessions = createSessions((token = file.token))
    return sessions
  }
  const pass = (expires: number) => ({ mode: 'token' as const, sight: { namespaces: 'all' as const, cluster: true }, expires })

  return {
    gate: { mode: 'token', ...hints },
    async look({ bearer }) {
      if (bearer === undefined) return NONE
      const expires = current().read(bearer)
      if (expires === undefined) return UNKNOWN
      return expires <= now() ? OVER : pass(expires)
    },
    async signIn({ bearer }) {
      const wait = attempts.wait()
      if (wait > 0) return { status: 429, sentence: `too many wrong tokens; try again in ${wait} s`, retry: wait }
      if (bearer === undefined) return NONE
      if (!sameText(bearer, file.token)) {
        attempts.failed()
        return WRONG
      }
      const expires = now() + session
      return { session: current().sign(expires), expires, viewer: viewerOf(pass(expires)) }
    },
    close: () => file.close(),
  }
}
