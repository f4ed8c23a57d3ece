import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { bearerOf, callerOf, viewerOf } from '../../../server/gateway/access.ts'

const request = (...rawHeaders: string[]) => {
  const headers: Record<string, string> = {}
  // As Node does: of a second Authorization header nothing is kept.
  for (let at = 0; at < rawHeaders.length; at += 2) headers[rawHeaders[at]!.toLowerCase()] ??= rawHeaders[at + 1]!
  return { headers, rawHeaders, socket: { remoteAddress: '10.0.0.1' } } as unknown as IncomingMessage
}
const bearer = (...headers: string[]) => callerOf(request(...headers), 7).bearer

describe('the bearer of a request', () => {
  it('is what follows the word', () => {
    expect(bearer('Authorization', 'Bearer a.b-c_d')).toBe('a.b-c_d')
    expect(bearer('authorization', 'bearer x')).toBe('x')
  })

  it('is absent where none was sent', () => {
    expect(callerOf(request('X', 'y'), 7)).toEqual({ address: '10.0.0.1', rawHeaders: ['X', 'y'], since: 7 })
  })

  it.each([
    ['another scheme', ['Authorization', 'Basic eA==']],
    ['no scheme', ['Authorization', 'x']],
    ['no token', ['Authorization', 'Bearer ']],
    ['two tokens', ['Authorization', 'Bearer x y']],
    ['a list', ['Authorization', 'Bearer x,Bearer y']],
    ['two headers', ['Authorization', 'Bearer x', 'AUTHORIZATION', 'Bearer x']],
    ['odd characters', ['Authorization', 'Bearer x\u00ff']],
  ])('is wrong with %s', (_, headers) => expect(bearer(...headers)).toBe(''))
})

it.each([[undefined], [null], [7], [['x']], [{ toString: () => 'x' }], ['x y'], ['x'.repeat(8193)], ['x'.repeat(2 ** 20)], ['']])(
  'what is no token is none: %#',
  (value) => expect(bearerOf(value)).toBe(''),
)

it('a viewer is told what they see', () => {
  expect(viewerOf({ mode: 'open', sight: { namespaces: 'all', cluster: true } })).toEqual({ mode: 'open', sees: 'all', cluster: true })
  expect(viewerOf({ mode: 'proxy', name: 'ann', sight: { namespaces: new Set(['b', 'a']), cluster: false }, expires: 9 })).toEqual({
    mode: 'proxy',
    name: 'ann',
    sees: ['a', 'b'],
    cluster: false,
    expires: 9,
  })
})
