import { expect, it } from 'vitest'
import type { Evidence } from '../../../../server/wire/step.ts'
import EvidenceDrawer from '../../../../web/components/story/EvidenceDrawer.vue'
import { mountWith } from '../../support/mounting.ts'
import { podRef, START, stepOf } from '../../support/story-of-a-pod.ts'

const ref = podRef('p')
const evidence: Evidence[] = [
  { type: 'field', ref, rv: '2', path: 'spec.nodeName', now: '"n1"', owner: { manager: 'placer', operation: 'Update' } },
  { type: 'event', ref, rv: '3', about: ref, reason: 'Scheduled', component: 'placer', note: 'Assigned <i>p</i> to n1', count: 3, at: START },
  { type: 'rule', rule: 'only-the-placer', source: 'pkg/placer/bind.go' },
  { type: 'audit', user: 'system:placer', verb: 'create', agent: 'x', auditId: '1', at: START },
  { type: 'stored', of: 'event', part: 1, bytes: 9000 },
]
const cause = stepOf('c', 'loop.made', 'p', 0)
const step = stepOf('s', 'placer.placed', 'p', 44, {
  evidence,
  causes: [{ id: 'c', via: 'same' }],
  story: 'c',
  identity: 'authenticated',
  at: { from: START + 44, to: START + 44, seen: START + 47 },
})

it('shows everything that speaks for a step', async () => {
  const { wrapper } = mountWith(EvidenceDrawer, { step, causes: [cause], start: START })
  const text = wrapper.text().replaceAll('\u00a0', ' ')
  for (const part of [
    'The placer made p',
    'the audit log names the author',
    '+44 ms, seen 3 ms later',
    'nodeName: "n1"',
    'Assigned <i>p</i> to n1',
    'Scheduled',
    '3 times',
    'pkg/placer/bind.go',
    'by system:placer',
    'kubectl get pod p',
    'Large evidence',
  ])
    expect(text).toContain(part)
  expect(wrapper.find('blockquote i').exists()).toBe(false)
  await wrapper.get('.cause').trigger('click')
  expect(wrapper.emitted('choose')).toEqual([['c']])
})

it('says so where no cause is known, and that a beginning has none', () => {
  expect(mountWith(EvidenceDrawer, { step, causes: [], start: START }).wrapper.text()).toContain('no cause recorded')
  expect(mountWith(EvidenceDrawer, { step: { ...step, story: 's' }, causes: [], start: START }).wrapper.text()).toContain('the story begins here')
})
