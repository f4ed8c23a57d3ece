import { describe, expect, it } from 'vitest'
import { alike } from '../../../server/timeline/alike.ts'

describe('alike', () => {
  it.each([
    [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [undefined, undefined],
  ])('%j and %j are', (one, other) => expect(alike(one, other)).toBe(true))

  it.each([
    [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [[1, 2], [1]],
    [[], {}],
    [{}, []],
    [{ a: null }, { a: {} }],
    [undefined, {}],
  ])('%j and %j are not', (one, other) => expect(alike(one, other)).toBe(false))
})
