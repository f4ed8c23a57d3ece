import { expect, it } from 'vitest'
import { ruleText } from '../../../web/format/rule.ts'

it('is YAML as it stands below rules:', () => {
  expect(ruleText({ role: 'Role', apiGroups: [''], resources: ['pods', 'services'], verbs: ['list', 'watch'] })).toBe(
    '- apiGroups: [""]\n  resources: ["pods", "services"]\n  verbs: ["list", "watch"]',
  )
})
