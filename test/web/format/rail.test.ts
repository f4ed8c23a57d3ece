import { expect, it } from 'vitest'
import { railRows } from '../../../web/format/rail.ts'
import { stepOf } from '../support/story-of-a-pod.ts'

const made = (name: string, after: number) => stepOf(name, 'loop.made', name, after)
const told = (rows: ReturnType<typeof railRows>) => rows.map(({ step, others }) => `${step.id} +${others.length}`)

it('tells as one what was done the same way within a moment', () => {
  expect(told(railRows([made('a', 0), made('b', 10), stepOf('x', 'placer.placed', 'a', 12), made('c', 20)]))).toEqual(['a +2', 'x +0'])
})

it('begins a new line when the moment has passed', () => {
  expect(told(railRows([made('a', 0), made('b', 5000)]))).toEqual(['a +0', 'b +0'])
})

it('speaks of the step that is on stage', () => {
  expect(told(railRows([made('a', 0), made('b', 10), made('c', 20)], 'b'))).toEqual(['b +2'])
})
