import { readFileSync } from 'node:fs'
import { tokenRefused } from '../../errors.ts'

/** The install token, as the file has it. */
export interface TokenFile {
  readonly token: string
  close(): void
}

const SHORTEST = 32
const EVERY = 2000

/**
 * Read again every two seconds: a Secret's mount is replaced under us when the token is rotated, and watching a symlink's target is less sure than that.
 * What cannot be used (gone, too short) does not replace what could; `complained` hears of it once.
 * @throws CutawayError TOKEN_REFUSED
 */
export function openTokenFile(path: string, complained: (sentence: string) => void, every = EVERY): TokenFile {
  const first = read(path)
  if (first.wrong) throw tokenRefused(path, first.wrong)
  let { token } = first
  let wrong = ''
  const timer = setInterval(() => {
    const next = read(path)
    if (next.wrong && next.wrong !== wrong) complained(`${path} ${next.wrong}; the token before it stays valid`)
    if (!next.wrong) token = next.token
    wrong = next.wrong
  }, every).unref()
  return {
    get token() {
      return token
    },
    close: () => clearInterval(timer),
  }
}

function read(path: string): { token: string; wrong: string } {
  try {
    const token = readFileSync(path, 'utf8').trim()
    if (token.length < SHORTEST) return { token: '', wrong: `holds fewer than ${SHORTEST} characters` }
    return { token, wrong: /^[\w.~+/=-]+$/.test(token) ? '' : 'holds characters that a token cannot have' }
  } catch {
    return { token: '', wrong: 'cannot be read' }
  }
}
