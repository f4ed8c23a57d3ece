import { expect, it } from 'vitest'
import type { Viewer } from '../../../../server/wire/events.ts'
import SightBadge from '../../../../web/components/access/SightBadge.vue'
import { mountWith } from '../../support/mounting.ts'

const viewer = (over: Partial<Viewer>): Viewer => ({ mode: 'kubernetes', name: 'jane', sees: ['team-a', 'team-b'], cluster: false, ...over })

it('names what the viewer sees, and who they are', async () => {
  const { wrapper, speak } = mountWith(SightBadge, { viewer: viewer({}) })
  expect(wrapper.get('summary').text()).toBe('You see: team-a, team-b')
  expect(wrapper.text()).toContain('jane')
  await speak('vi')
  expect(wrapper.get('summary').text()).toBe('Bạn thấy: team-a, team-b')
})

it.each([
  [{ sees: ['a', 'b', 'c', 'd'] }, 'You see: a, b, +2'],
  [{ sees: [] }, 'You see: no namespace'],
  [{ sees: 'all' as const }, 'You see: all namespaces'],
])('%o is %s', (over, text) => {
  const { wrapper } = mountWith(SightBadge, { viewer: viewer(over) })
  expect(wrapper.get('summary').text()).toBe(text)
  if (over.sees !== 'all') expect(wrapper.findAll('li').map((name) => name.text())).toEqual(over.sees)
})

it('says so where the server itself watches only some namespaces', () => {
  const { wrapper } = mountWith(SightBadge, { viewer: viewer({ sees: 'all', cluster: true }), watched: ['shop'] })
  expect(wrapper.get('summary').text()).toBe('Watched: shop')
  expect(wrapper.text()).toContain('watches nothing else')
})

it('lets somebody else sign in, unless a proxy says who one is', async () => {
  const { wrapper } = mountWith(SightBadge, { viewer: viewer({}) })
  await wrapper.get('button').trigger('click')
  expect(wrapper.emitted('leave')).toHaveLength(1)
  expect(
    mountWith(SightBadge, { viewer: viewer({ mode: 'proxy' }) })
      .wrapper.find('button')
      .exists(),
  ).toBe(false)
})
