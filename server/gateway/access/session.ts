import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Sessions that need no memory: their end, signed. They outlive a restart of the server, and die with the token that they are signed by. */
export interface Sessions {
  /** @param expires ms since epoch */
  sign(expires: number): string
  /** The end of a session that we signed, be it over or not; undefined: not ours. */
  read(session: string): number | undefined
}

const FORM = /^s1\.(\d{1,15})\.[\w-]{43}$/

export function createSessions(token: string): Sessions {
  const key = Buffer.from(hkdfSync('sha256', token, '', 'cutaway session 1', 32))
  const sign = (expires: number) => {
    const head = `s1.${expires}`
    return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`
  }
  return {
    sign,
    read(session) {
      const [, end] = FORM.exec(session) ?? []
      const expires = Number(end)
      return end !== undefined && sameText(session, sign(expires)) ? expires : undefined
    },
  }
}

/** Takes as long whatever they have in common: hashes are compared, which also makes lengths equal. */
export function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
