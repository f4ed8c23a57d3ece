import { describe, expect, it } from 'vitest'
import { type Doubts, judge, rank } from '../../../server/timeline/grade.ts'
import type { Evidence } from '../../../server/wire/step.ts'

const ref = { kind: 'Pod', apiVersion: 'v1', name: 'a', uid: 'u' }
const owned: Evidence = { type: 'field', ref, rv: '1', path: 'x', owner: { manager: 'kubelet', operation: 'Update' } }
const unowned: Evidence = { type: 'field', ref, rv: '1', path: 'x' }
const rule: Evidence = { type: 'rule', rule: 'r', source: 's' }
const event: Evidence = { type: 'event', ref, rv: '1', about: ref, reason: 'R', component: 'kubelet', note: '', count: 1, at: 0 }
const match: Evidence = { type: 'match', by: 'name', ref }
const audit: Evidence = { type: 'audit', user: 'u', verb: 'patch', agent: 'a', auditId: 'i', at: 0 }
const implied: Evidence = { type: 'implied', of: 'id', rule: 'r' }
const free: Doubts = { floor: 'inferred', ceiling: 'observed', conflict: false, gap: false, anonymous: false }

describe('judgement', () => {
  it.each<[string, Evidence[], Partial<Doubts>, string, string]>([
    ['the owner of the field', [owned], {}, 'observed', 'claimed'],
    ['a field that nobody owns', [unowned], {}, 'correlated', 'unknown'],
    ['an unowned field with only one possible writer', [unowned, rule], {}, 'derived', 'rule'],
    ['that and its Event', [unowned, rule, event], {}, 'observed', 'rule'],
    ['an Event alone', [event], {}, 'observed', 'claimed'],
    ['a match', [unowned, match], {}, 'correlated', 'unknown'],
    ['the audit log', [unowned, audit], {}, 'observed', 'authenticated'],
    ['implication', [implied], {}, 'inferred', 'rule'],
    ['nothing', [], {}, 'inferred', 'unknown'],
    ['a ceiling', [owned], { ceiling: 'derived' }, 'derived', 'claimed'],
    ['a floor', [unowned], { floor: 'derived' }, 'derived', 'unknown'],
    ['a conflict outranks the floor and takes the rule away', [owned, rule], { conflict: true, floor: 'derived' }, 'correlated', 'claimed'],
    ['a gap outranks the floor', [owned], { gap: true, floor: 'derived' }, 'correlated', 'claimed'],
    ['a deletion by nobody known: seen, author unknown, whatever else is there', [unowned, rule], { anonymous: true }, 'observed', 'unknown'],
    ['unless the audit log names the author', [unowned, audit], { anonymous: true }, 'observed', 'authenticated'],
    ['a stored piece counts as what it is', [{ type: 'stored', of: 'event', part: 0, bytes: 3000 }], {}, 'observed', 'claimed'],
  ])('%s', (_, evidence, doubts, grade, identity) => {
    expect(judge(evidence, { ...free, ...doubts })).toEqual({ grade, identity })
  })

  it('ranks grade before identity', () => {
    expect(rank({ grade: 'observed', identity: 'unknown' })).toBeLessThan(rank({ grade: 'derived', identity: 'authenticated' }))
    expect(rank({ grade: 'observed', identity: 'rule' })).toBeLessThan(rank({ grade: 'observed', identity: 'claimed' }))
  })
})
