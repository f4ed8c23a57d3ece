import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import StepAnnouncer from '../../../../web/components/common/StepAnnouncer.vue'
import { mountWith } from '../../support/mounting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('speaks at most once a second, the newest sentence', async () => {
  const { wrapper } = mountWith(StepAnnouncer, { text: '' })
  const heard: string[] = []
  const hear = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    if (wrapper.text() && heard.at(-1) !== wrapper.text()) heard.push(wrapper.text())
  }
  for (let step = 0; step < 20; step++) {
    await wrapper.setProps({ text: `step ${step}` })
    await hear(100)
  }
  await hear(2000)
  expect(heard[0]).toBe('step 0')
  expect(heard.at(-1)).toBe('step 19')
  expect(heard.length).toBeLessThanOrEqual(4)
})
