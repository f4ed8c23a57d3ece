import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Row } from './row.ts'
import { drivers } from './rows.ts'
import { quantile } from './statistics.ts'
import { lineOf, readTable, table } from './table.ts'

const row: Row = { name: 'latency, calm, p99', unit: 'ms', bar: { most: 4 } }

it('measures by the median of the runs and says whether the bar is met', () => {
  expect(lineOf(row, [9, 3, 4, 2, 30])).toMatchObject({ measured: '4.00 ms', bar: '≤ 4 ms', met: 'yes' })
  expect(lineOf(row, [9, 3, 5, 2, 30])).toMatchObject({ met: '**no**' })
  expect(lineOf({ ...row, bar: { least: 4 } }, [3])).toMatchObject({ bar: '≥ 4 ms', met: '**no**' })
})

it('a row without figures is missing', () => {
  expect(lineOf(row, undefined)).toBeUndefined()
  expect(lineOf(row, [])).toBeUndefined()
  expect(lineOf(row, [Number.NaN])).toBeUndefined()
})

it('a kept table is read as it was written', () => {
  const lines = [lineOf(row, [1, 2, 3])!, lineOf({ ...row, name: 'another' }, [100])!]
  expect(readTable(`text\n\n${table(lines)}more`)).toEqual(lines)
})

it('every row stands in the README, in order', () => {
  const lines = readTable(readFileSync(new URL('README.md', import.meta.url), 'utf8'))
  expect(lines.map(({ name }) => name)).toEqual(drivers.flatMap(({ rows }) => rows.map(({ name }) => name)))
})

it('quantiles are values that were measured', () => {
  expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(
    quantile(
      Array.from({ length: 100 }, (_, at) => at + 1),
      0.99,
    ),
  ).toBe(99)
  expect(quantile([], 0.5)).toBeNaN()
})
