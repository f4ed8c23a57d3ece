import { expect, it } from 'vitest'
import { Queue } from '../../../server/timeline/queue.ts'

const queue = (...ids: string[]) => {
  const made = new Queue<{ id: string }>()
  for (const id of ids) made.add({ id })
  return made
}

it('gives the first of those that are left, in order of arrival', () => {
  const line = queue('a', 'b', 'c')
  expect(line.first()?.id).toBe('a')
  line.delete(line.get('b')!)
  expect(line.first()?.id).toBe('a')
  line.delete(line.get('a')!)
  expect(line.first()?.id).toBe('c')
  expect(line.size).toBe(1)
})

it('puts what comes again at the end', () => {
  const line = queue('a', 'b')
  const a = line.first()!
  line.delete(a)
  line.add(a)
  expect(line.first()?.id).toBe('b')
})

it('goes on after it was empty', () => {
  const line = queue('a')
  line.delete(line.first()!)
  expect(line.first()).toBeUndefined()
  line.add({ id: 'b' })
  expect(line.first()?.id).toBe('b')
  line.delete(line.first()!)
  line.add({ id: 'c' })
  expect(line.first()?.id).toBe('c')
})
