import { expect, it } from 'vitest'
import SignInCard from '../../../../web/components/access/SignInCard.vue'
import { mountWith } from '../../support/mounting.ts'

const card = (props: object) => mountWith(SignInCard, { busy: false, wrong: false, ...props }).wrapper

it('shows the line that prints the token, as the server told it', () => {
  const text = card({ gate: { mode: 'token', hint: 'kubectl get secret x' } }).text()
  expect(text).toContain('$ kubectl get secret x')
})

it('says where the token is where no line was told', () => expect(card({ gate: { mode: 'token' } }).text()).toContain('--token-file'))

it('shows how to make a token of one’s own for the audience', () =>
  expect(card({ gate: { mode: 'kubernetes', audience: 'dash' } }).text()).toMatch(/kubectl create token \w+ --namespace \w+ --audience=dash/))

it('has no field where a proxy signs in', () => {
  const wrapper = card({ gate: { mode: 'proxy' } })
  expect(wrapper.find('input').exists()).toBe(false)
  expect(wrapper.text()).toMatch(/proxy/)
})

it('takes what is pasted without what surrounds it, not nothing, and not twice', async () => {
  const wrapper = card({ gate: { mode: 'token' } })
  await wrapper.get('input').setValue('   ')
  await wrapper.get('form').trigger('submit')
  await wrapper.get('input').setValue(' abc\n')
  await wrapper.get('form').trigger('submit')
  expect(wrapper.emitted('enter')).toEqual([['abc']])
  await wrapper.setProps({ busy: true })
  await wrapper.get('form').trigger('submit')
  await wrapper.setProps({ busy: false, wait: '4 s' })
  await wrapper.get('form').trigger('submit')
  expect(wrapper.emitted('enter')).toHaveLength(1)
})

it('says why, at once', () => expect(card({ why: 'Because.' }).get('[role=alert]').text()).toBe('Because.'))
