import { expect, it } from 'vitest'
import type { Evidence } from '../../../server/wire/step.ts'
import { keepEvidence, withFetched } from '../../../web/state/evidence.ts'
import { stepOf } from '../support/story-of-a-pod.ts'

it('puts what was fetched in its place, and leaves what is gone as a reference', () => {
  const parts: Evidence[] = [0, 1, 2].map((part) => ({ type: 'stored', of: 'rule', part, bytes: 9000 }))
  const step = stepOf('s', 'loop.made', 'p', 0, { evidence: parts })
  const rule: Evidence = { type: 'rule', rule: 'r', source: 'x.go' }
  keepEvidence('s', 0, rule)
  keepEvidence('s', 1, 'expired')
  keepEvidence('other', 2, rule)
  expect(withFetched(step).evidence).toEqual([rule, parts[1], parts[2]])
})
