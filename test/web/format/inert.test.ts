import { expect, it } from 'vitest'
import { inertly } from '../../../web/format/inert.ts'

it('A25 makes every text in it harmless, and leaves the rest as it is', () => {
  const raw = { note: 'a\u202eb\u001b[2J', at: 3, list: ['x\u200by', null, true], nested: { text: 'plain' } }
  expect(inertly(raw)).toEqual({ note: 'ab\ufffd[2J', at: 3, list: ['xy', null, true], nested: { text: 'plain' } })
  expect(inertly(undefined)).toBeUndefined()
})
