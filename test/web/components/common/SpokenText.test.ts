import { expect, it } from 'vitest'
import SpokenText from '../../../../web/components/common/SpokenText.vue'
import { mountWith } from '../../support/mounting.ts'
import { podRef } from '../../support/story-of-a-pod.ts'

it('never lets a name be markup', () => {
  const name = '<img src=x onerror=alert(1)>'
  const { wrapper } = mountWith(SpokenText, { segments: [{ text: 'made ' }, { text: name, ref: podRef(name) }, { text: '<b>x</b>' }] })
  expect(wrapper.findAll('img')).toHaveLength(0)
  expect(wrapper.findAll('b')).toHaveLength(0)
  expect(wrapper.text()).toBe(`made ${name}<b>x</b>`)
  expect(wrapper.get('bdi').attributes('title')).toBe(`Pod default/${name}`)
})
