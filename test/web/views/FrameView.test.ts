import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { JournalHealth } from '../../../server/wire/health.ts'
import { en } from '../../../web/i18n/en.ts'
import { vi } from '../../../web/i18n/vi.ts'
import { connection, health } from '../../../web/state/session.ts'
import FrameView from '../../../web/views/FrameView.vue'
import { mountWith } from '../support/mounting.ts'

const hear = async (journal?: JournalHealth) => {
  health.value = { state: 'live', since: 1, kinds: [], faults: {}, ...(journal && { journal }) }
  await nextTick()
}
afterEach(() => (health.value = undefined))

describe('the banner of a journal', () => {
  const since = new Date(2026, 10, 21, 16, 45, 32).getTime()

  it('A38: says that recording is paused, why and since when, in both languages, until it goes on', async () => {
    const { wrapper, speak } = mountWith(FrameView, {})
    const said = () => wrapper.get('.said').text()
    await hear({ state: 'writing', since: 1 })
    expect(said()).toBe('')
    await hear({ state: 'paused', since, why: 'full' })
    expect(said()).toBe('Recording paused: no space left on device, since 16:45:32')
    await speak('vi')
    expect(said()).toBe('Đã tạm dừng ghi: thiết bị hết chỗ trống, từ 16:45:32')
    await hear({ state: 'writing', since: since + 1 })
    expect(said()).toBe('')
    wrapper.unmount()
  })

  it.each(Object.keys(en.unrecordedWhy) as (keyof typeof en.unrecordedWhy)[])('has words for %s', async (why) => {
    const { wrapper, speak } = mountWith(FrameView, {})
    await hear({ state: 'paused', since, why })
    expect(wrapper.get('.said').text()).toContain(en.unrecordedWhy[why])
    await speak('vi')
    expect(wrapper.get('.said').text()).toContain(vi.unrecordedWhy[why])
    wrapper.unmount()
  })
})

it('A40: says that a server is connected and silent, and since when', async () => {
  const { wrapper, speak } = mountWith(FrameView, {})
  connection.value = { state: 'open', silentSince: new Date(2026, 10, 21, 16, 45, 32).getTime() }
  await nextTick()
  expect(wrapper.get('.said').text()).toBe('Stale since 16:45:32: the server is busy or the way to it stands still')
  await speak('vi')
  expect(wrapper.get('.said').text()).toBe('Dữ liệu cũ từ 16:45:32: máy chủ đang bận hoặc đường đến nó bị nghẽn')
  connection.value = { state: 'open' }
  await nextTick()
  expect(wrapper.get('.said').text()).toBe('')
  wrapper.unmount()
})
