import { expect, it } from 'vitest'
import type { KindHealth } from '../../../../server/wire/health.ts'
import KindLocks from '../../../../web/components/map/KindLocks.vue'
import { mountWith } from '../../support/mounting.ts'

const kind = (name: string, over: Partial<KindHealth> = {}): KindHealth => ({
  kind: name,
  state: 'forbidden',
  since: 0,
  objects: 0,
  relists: 0,
  gaps: 0,
  note: `Not allowed to list ${name}.`,
  rule: { role: 'ClusterRole', apiGroups: [''], resources: [name.toLowerCase()], verbs: ['list', 'watch'] },
  ...over,
})
const isOpen = (wrapper: ReturnType<typeof mountWith>['wrapper']) => wrapper.get('details').attributes('open') !== undefined

it('says how many kinds are not shown, which, and the rule that would open each, in the language of the page', async () => {
  const { wrapper, speak } = mountWith(KindLocks, { kinds: ['Nodes', 'Volumes', 'Classes'].map((name) => kind(name)) })
  expect(isOpen(wrapper)).toBe(false)
  expect(wrapper.get('summary').text()).toMatch(/3 kinds are not shown.*Nodes, Volumes, Classes/)
  expect(wrapper.findAll('pre').map((rule) => rule.text())).toContain('- apiGroups: [""]\n  resources: ["volumes"]\n  verbs: ["list", "watch"]')
  expect(wrapper.text()).toContain('in a ClusterRole')
  await speak('vi')
  expect(wrapper.text()).toContain('trong một ClusterRole')
  expect(wrapper.text()).not.toMatch(/Not allowed|not shown/)
})

it('is one closed line however few there are, and speaks of a Role where only namespaces are watched', () => {
  const rule = { role: 'Role' as const, apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }
  const { wrapper } = mountWith(KindLocks, { kinds: [kind('Pod', { rule })] })
  expect(isOpen(wrapper)).toBe(false)
  expect(wrapper.text()).toContain('in a Role of each namespace')
})

it('names the namespaces where a right is missing', () => {
  const rule = { role: 'Role' as const, apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'], namespaces: ['b', 'd'] }
  expect(mountWith(KindLocks, { kinds: [kind('Pod', { rule })] }).wrapper.text()).toContain('in a Role of b, d would open it there')
})

it('keeps a stream that is stale apart from rights that are missing', () => {
  const { wrapper } = mountWith(KindLocks, { kinds: [kind('Pod', { state: 'reconnecting', note: 'reset' }), kind('Nodes')] })
  expect(wrapper.get('li.reconnecting').text()).toContain('Stale')
  expect(wrapper.get('summary b').text()).toBe('Pod')
})

it('shows a server’s own words where it tells no rule', () => {
  const { wrapper } = mountWith(KindLocks, { kinds: [{ ...kind('Pod'), rule: undefined }] })
  expect(wrapper.get('code').text()).toBe('Not allowed to list Pod.')
})
