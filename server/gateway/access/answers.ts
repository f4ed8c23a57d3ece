import { ApiError } from '../../errors.ts'

/** What the API server said lately, so that it is not asked for every request. */
export interface Answers<T> {
  /**
   * The answer to `key`: what is held of it, else what `ask` gives, once however many wait for it. undefined: the answer was no, and is not kept.
   * `version`: an answer given at another one is asked for again soon.
   * Rejects when there is no answer, and none that may still stand.
   */
  get(key: string, version: number, ask: () => Promise<T | undefined>): Promise<T | undefined>
  held(key: string): T | undefined
  forget(key: string): void
}

interface Held<T> {
  value: T
  version: number
  /** When it was asked for. */
  at: number
  /** Not asked for again before: the API server did not answer a moment ago. */
  rest: number
}

/** With a socket's own second, the 10 s for which the API server itself remembers a token, and its time to answer, nothing older than a minute is acted upon. */
const FRESH = 40_000
/** Answers of another version are asked for again after this. */
const DATED = 10_000
/** While the API server does not answer, what it said last stands: nothing new comes from it meanwhile that could be shown to the wrong person. */
const GRACE = 5 * 60_000
const REST = 5000
const MOST = 1000

export function createAnswers<T>(now: () => number = () => performance.now()): Answers<T> {
  /** Oldest first. */
  const answers = new Map<string, Held<T>>()
  const asking = new Map<string, Promise<T | undefined>>()

  return {
    async get(key, version, ask) {
      const held = answers.get(key)
      if (held && (isFresh(held, version) || (held.rest > now() && now() - held.at < GRACE))) return held.value
      const before = asking.get(key)
      if (before) return before
      const answer = askAnew(key, version, ask, held).finally(() => asking.delete(key))
      asking.set(key, answer)
      return answer
    },
    held: (key) => answers.get(key)?.value,
    forget: (key) => void answers.delete(key),
  }

  function isFresh(held: Held<T>, version: number): boolean {
    const age = now() - held.at
    if (held.version === version) return age < FRESH
    // At version 0 nothing was known to ask about.
    return age < (held.version === 0 ? 1000 : DATED)
  }

  async function askAnew(key: string, version: number, ask: () => Promise<T | undefined>, held: Held<T> | undefined) {
    const at = now()
    try {
      const value = await ask()
      answers.delete(key)
      if (value !== undefined) answers.set(key, { value, version, at, rest: 0 })
      sweep()
      return value
    } catch (error) {
      if (held && answers.get(key) === held && stands(error) && now() - held.at < GRACE) {
        held.rest = now() + REST
        return held.value
      }
      answers.delete(key)
      throw error
    }
  }

  function sweep() {
    for (const [key, { at }] of answers) {
      if (now() - at < GRACE && answers.size <= MOST) return
      answers.delete(key)
    }
  }
}

/** Whether the API server could not answer, rather than did not want to. */
function stands(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 429 || error.status === 401
}

/** Without anything of the question: that holds a token. */
export function whyUnanswered(error: unknown): string {
  if (error instanceof ApiError) return `${error.status} ${error.reason}`.trim()
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  const told = typeof cause?.code === 'string' ? cause.code : code
  return typeof told === 'string' ? told : 'no answer'
}
