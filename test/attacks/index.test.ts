import { expect, test } from 'vitest'
import { sourceTree } from '../support/source-tree.ts'

/** The attacks that we know of are numbered; what each is, its tests say. */
const ATTACKS = 48

/** Titles of tests and of groups of tests, as they are written: the first argument of a call. */
const TITLE = /\(\s*(['"`])(A\d+\b.*?)\1/gs

test('every attack has a test that is named after it', () => {
  const titles = sourceTree('test').flatMap(({ path, text }) =>
    path.endsWith('.test.ts') ? [...text.matchAll(TITLE)].map(([, , title = '']) => title) : [],
  )
  const tried = new Set(titles.flatMap((title) => [...title.matchAll(/\bA(\d+)\b/g)].map(([, number]) => Number(number))))
  expect([...tried].toSorted((a, b) => a - b)).toEqual(Array.from({ length: ATTACKS }, (_, at) => at + 1))
})
