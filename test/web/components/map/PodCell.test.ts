import { expect, it } from 'vitest'
import PodCell from '../../../../web/components/map/PodCell.vue'
import { mountWith } from '../../support/mounting.ts'
import { podObject } from '../../support/story-of-a-pod.ts'

const cell = (look: Parameters<typeof podObject>[1], reason?: string, small = false) => {
  const pod = podObject('web-x', look)
  return mountWith(PodCell, { pod: { ...pod, pod: { ...pod.pod, reason } }, label: { name: 'web', suffix: 'x' }, small }).wrapper
}

it('says the status in words, large or small, with the reason that Kubernetes gives', () => {
  expect(cell('failing', 'CrashLoopBackOff').text()).toContain('failing')
  expect(cell('failing', 'CrashLoopBackOff').attributes('title')).toBe('default/web-x: failing (CrashLoopBackOff)')
  expect(cell('failing', 'CrashLoopBackOff', true).attributes('aria-label')).toBe('default/web-x: failing (CrashLoopBackOff)')
})

it('marks trouble with a glyph, so that no colour has to be seen', () => {
  expect(cell('failing').get('i').text()).toBe('×')
  expect(cell('ready').find('i').exists()).toBe(false)
})

it('can be chosen', async () => {
  const wrapper = cell('ready')
  await wrapper.trigger('click')
  expect(wrapper.emitted('choose')).toEqual([['uid-web-x']])
})
