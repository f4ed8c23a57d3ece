import { expect, it } from 'vitest'
import { alike } from '../../../server/timeline/alike.ts'

it.each([
  ['nothing', undefined, undefined, true],
  ['a value and nothing', 1, undefined, false],
  ['nothing and an empty object', undefined, {}, false],
  ['texts and numbers', '1', 1, false],
  ['objects', { a: 1, b: { c: ['x'] } }, { b: { c: ['x'] }, a: 1 }, true],
  ['what lies deep', { b: { c: ['x'] } }, { b: { c: ['y'] } }, false],
  ['a field more', { a: 1 }, { a: 1, b: 2 }, false],
  ['a field less', { a: 1, b: 2 }, { a: 1 }, false],
  ['a field without a value', { a: 1 }, { a: 1, b: undefined }, true],
  ['lists', [1, 2], [1, 2], true],
  ['a longer list', [1], [1, 2], false],
  ['a shorter list', [1, 2], [1], false],
  ['order in lists', [1, 2], [2, 1], false],
  ['a list and an object', [1], { 0: 1 }, false],
])('%s', (_, one, other, same) => {
  expect(alike(one, other)).toBe(same)
  expect(alike(other, one)).toBe(same)
})
