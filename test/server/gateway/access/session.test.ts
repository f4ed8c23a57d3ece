import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSessions, sameText } from '../../../../server/gateway/access/session.ts'

const token = 'a'.repeat(40)
const sessions = createSessions(token)

describe('a session', () => {
  it('says when it ends, over or not, in this process and the next', () => {
    for (const expires of [0, 17, Date.now() + 1000]) {
      expect(sessions.read(sessions.sign(expires))).toBe(expires)
      expect(createSessions(token).read(sessions.sign(expires))).toBe(expires)
    }
  })

  it('dies with the token', () => expect(createSessions('b'.repeat(40)).read(sessions.sign(17))).toBeUndefined())

  it('holds nothing of the token, and is not signed by the token itself', () => {
    const session = sessions.sign(17)
    expect(session).not.toContain(token.slice(0, 8))
    expect(session.split('.')[2]).not.toBe(createHmac('sha256', token).update('s1.17').digest('base64url'))
  })

  const good = sessions.sign(1_700_000_000_000)
  const [, , signature] = good.split('.')
  it.each([
    ['a later end', `s1.1800000000000.${signature}`],
    ['another spelling of its end', `s1.01700000000000.${signature}`],
    ['no signature', 's1.1700000000000.'],
    ['half of one', good.slice(0, -20)],
    ['one more character', `${good}A`],
    ['another last character', good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A')],
    ['another version', good.replace('s1', 's2')],
    ['a line end', `${good}\n`],
    ['nothing', ''],
    ['the token', token],
  ])('is refused with %s', (_, session) => expect(sessions.read(session)).toBeUndefined())
})

it('texts are the same or not, whatever their lengths', () => {
  expect(sameText('abc', 'abc')).toBe(true)
  for (const other of ['abd', 'ab', 'abcd', '', 'ABC']) expect(sameText('abc', other)).toBe(false)
})
