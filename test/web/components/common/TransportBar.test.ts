import { expect, it } from 'vitest'
import TransportBar from '../../../../web/components/common/TransportBar.vue'
import { mountWith } from '../../support/mounting.ts'

const bar = (over: object) =>
  mountWith(TransportBar, {
    mode: 'live',
    running: true,
    ended: false,
    waiting: 0,
    pace: 'explain',
    speed: 1,
    from: 0,
    to: 10_000,
    known: 0,
    clock: 5000,
    clockText: '00:00:05',
    marks: [],
    theme: 'light',
    ...over,
  }).wrapper
const main = (over: object) => bar(over).get('.main').text()

it.each([
  ['live', { running: true }, 'Pause'],
  ['paused', { running: false }, 'Go live'],
  ['replay', { running: true }, 'Pause'],
  ['replay', { running: false }, 'Play'],
  ['replay', { running: false, ended: true }, 'Play again'],
] as const)('%s offers what can be done next', (mode, over, text) => expect(main({ mode, ...over })).toContain(text))

it('says how many steps wait', () => expect(main({ mode: 'paused', running: false, waiting: 12 })).toContain('12 waiting'))

it('has a speed for recordings only', () => {
  expect(bar({ mode: 'live' }).find('select').exists()).toBe(false)
  expect(
    bar({ mode: 'replay' })
      .findAll('option')
      .map((option) => option.attributes('value')),
  ).toEqual(['0.5', '1', '2', '4', '8'])
})

it('moves by keys as a slider does', async () => {
  const wrapper = bar({ mode: 'replay' })
  const slider = wrapper.get('[role=slider]')
  expect(slider.attributes('aria-valuetext')).toBe('00:00:05')
  for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End']) await slider.trigger('keydown', { key })
  expect(wrapper.emitted('step')).toEqual([[1], [-1]])
  expect(wrapper.emitted('seek')).toEqual([[0], [10_000]])
})
