import { expect, it } from 'vitest'
import { inline } from '../../../server/timeline/evidence.ts'
import { namespacesOf } from '../../../server/timeline/namespaces.ts'
import type { Evidence, Ref } from '../../../server/wire/step.ts'

const ref = (namespace?: string, kind = 'Pod', name = 'a'): Ref => ({ kind, apiVersion: 'v1', name, uid: 'u', ...(namespace && { namespace }) })
const said = (note: string): Evidence => ({
  type: 'event',
  ref: ref('events'),
  rv: '1',
  about: ref('about'),
  reason: 'R',
  component: 'c',
  note,
  count: 1,
  at: 0,
})

it('sends small evidence along and stores what is over 2 KiB of UTF-8', () => {
  const small: Evidence[] = [said('short'), { type: 'rule', rule: 'r', source: 's' }]
  expect(inline(small)).toEqual(small)
  const bytes = (one: Evidence) => Buffer.byteLength(JSON.stringify(one))
  for (const note of ['x'.repeat(3_000), 'ố'.repeat(700), '😀'.repeat(500), '"'.repeat(1_000)]) {
    expect(bytes(said(note))).toBeGreaterThan(2_048)
    expect(inline([small[1]!, said(note)])).toEqual([small[1], { type: 'stored', of: 'event', part: 1, bytes: bytes(said(note)) }])
  }
  const fits = said('x'.repeat(1_700))
  expect(bytes(fits)).toBeLessThanOrEqual(2_048)
  expect(inline([fits])).toEqual([fits])
})

it('names every namespace that any part names, the name of a Namespace too, in order and once', () => {
  const facts = {
    one: { type: 'ref', ref: ref('zoo') },
    many: {
      type: 'list',
      items: [
        { type: 'ref', ref: ref('list') },
        { type: 'text', value: 'x' },
      ],
    },
  } as const
  expect(namespacesOf(ref('subject'), { ...facts, many: { ...facts.many, items: [...facts.many.items] } }, [said('x')])).toEqual([
    'about',
    'events',
    'list',
    'subject',
    'zoo',
  ])
  expect(namespacesOf(ref(undefined, 'Namespace', 'shop'), {}, [])).toEqual(['shop'])
  expect(namespacesOf(ref(undefined, 'Node'), {}, [])).toEqual([])
})
