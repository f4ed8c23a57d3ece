import { expect, it } from 'vitest'
import HappenedRail from '../../../../web/components/map/HappenedRail.vue'
import { railRows } from '../../../../web/format/rail.ts'
import { mountWith } from '../../support/mounting.ts'
import { cards, START, stepOf } from '../../support/story-of-a-pod.ts'

const steps = [
  stepOf('a', 'client.asked', 'web', 0),
  stepOf('b', 'loop.made', 'x', 18, { grade: 'inferred' }),
  stepOf('c', 'loop.made', 'y', 20, { grade: 'inferred' }),
]
const rows = railRows(steps, 'c').map((row) => ({ row, card: cards[0] }))
const story = { id: 'a', title: [{ text: 'The story' }], by: 'by somebody', from: START, all: 9 }

it('tells the story so far as a log, with grade and time in words', () => {
  const { wrapper } = mountWith(HappenedRail, { story, rows, current: 'c', done: 3 })
  const log = wrapper.get('[role=log]')
  const lines = log.findAll('li')
  expect(lines).toHaveLength(2)
  expect(lines[0]!.text()).toContain('Somebody made web')
  expect(lines[1]!.text()).toContain('The loop made y, and 1 more the same way')
  expect(lines[1]!.text()).toContain('inferred ≈')
  expect(lines[1]!.attributes('aria-current')).toBe('step')
  expect(wrapper.text()).toContain('3 of 9 steps')
})

it('changes language under way', async () => {
  const { wrapper, speak } = mountWith(HappenedRail, { story, rows, current: 'c', done: 3 })
  await speak('vi')
  expect(wrapper.text()).toContain('Vừa xảy ra')
  expect(wrapper.text()).toContain('The loop đã tạo y')
  expect(wrapper.text()).not.toContain('What just happened')
})

it('asks for evidence and for the story', async () => {
  const { wrapper } = mountWith(HappenedRail, { story, rows, current: 'c', done: 3 })
  await wrapper.get('.headline').trigger('click')
  await wrapper.findAll('[role=log] button')[1]!.trigger('click')
  expect(wrapper.emitted('open')).toEqual([['a']])
  expect(wrapper.emitted('choose')).toEqual([['c']])
})

it('says what to try where nothing has happened', () => {
  expect(mountWith(HappenedRail, { rows: [], done: 0 }).wrapper.get('pre').text()).toContain('kubectl')
})
