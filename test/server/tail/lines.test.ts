import { expect, it } from 'vitest'
import { createLines } from '../../../server/tail/lines.ts'
import type { Catalogue } from '../../../server/wire/component.ts'
import type { Entry } from '../../../server/wire/events.ts'
import type { Step } from '../../../server/wire/step.ts'

const text = { caption: '', act: 'did {subject}', why: '' }
const catalogue: Catalogue = {
  lang: 'en',
  cards: {},
  steps: { 'a.b': text },
  stories: {},
  generic: text,
  rules: { 'component.unknown': 'Nobody yet' },
}
const at = Date.UTC(2026, 10, 21, 10)

function step(id: string, ms: number, more: Partial<Step> = {}): Step {
  const subject = { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: id, uid: id }
  const when = { from: at + ms, to: at + ms, seen: at + ms }
  return {
    id,
    seq: ms,
    key: 'a.b',
    component: 'client/me',
    subject,
    at: when,
    grade: 'observed',
    identity: 'claimed',
    causes: [],
    story: id,
    facts: {},
    evidence: [],
    namespaces: ['shop'],
    rev: 1,
    ...more,
  }
}
const lines = () => createLines(catalogue, [], false)
const entry = (content: { step: Step } | { amend: Step }): Entry => ({ seq: 1, at, ...content })
const bare = (out: string) => out.replaceAll(/^\S+ {2}/gm, '')

it('a step waits half a second, and no longer', () => {
  const out = lines()
  out.take(entry({ step: step('one', 0) }))
  expect(out.due(at + 499)).toBe('')
  expect(bare(out.due(at + 500))).toBe('me: did one\n')
  expect(out.due(Infinity)).toBe('')
})

it('a cause that arrives after its effect is told first, the effect below it', () => {
  const out = lines()
  out.take(entry({ step: step('effect', 0) }))
  out.take(entry({ step: step('cause', 20) }))
  out.take(entry({ amend: step('effect', 0, { causes: [{ id: 'cause', via: 'same' }], rev: 2 }) }))
  expect(bare(out.due(at + 500))).toBe('me: did cause\n  me: did effect\n')
})

it('an author who becomes known in time is the only one told; one who becomes known later is told once more', () => {
  const out = lines()
  out.take(entry({ step: step('one', 0, { component: 'unknown' }) }))
  out.take(entry({ amend: step('one', 0, { component: 'client/me', rev: 2 }) }))
  out.take(entry({ step: step('two', 0, { component: 'unknown' }) }))
  expect(bare(out.due(at + 500))).toBe('me: did one\nNobody yet: did two\n')
  out.take(entry({ amend: step('two', 0, { component: 'client/you', rev: 2 }) }))
  out.take(entry({ amend: step('two', 0, { component: 'client/you', rev: 3 }) }))
  expect(bare(out.due(at + 600))).toBe('↳ you: did two\n')
})

it('what lies deep is not pushed off the screen', () => {
  const out = lines()
  for (let depth = 0; depth < 20; depth++)
    out.take(entry({ step: step(`s${depth}`, depth, { causes: depth > 0 ? [{ id: `s${depth - 1}`, via: 'same' }] : [] }) }))
  const widest = Math.max(
    ...bare(out.due(Infinity))
      .split('\n')
      .map((line) => line.length - line.trimStart().length),
  )
  expect(widest).toBe(16)
})
