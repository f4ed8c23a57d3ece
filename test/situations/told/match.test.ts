import { describe, expect, test } from 'vitest'
import type { Slot, Step } from '../../../server/wire/step.ts'
import { mismatch } from './match.ts'
import { parse } from './parse.ts'
import { tree } from './tree.ts'

interface Sketch {
  component: string
  step: string
  subject: string
  from?: number
  to?: number
  cause?: string
  story?: string
  node?: string
  facts?: Record<string, Slot>
}

const steps = (sketches: Record<string, Sketch>): Step[] =>
  Object.entries(sketches).map(([id, sketch], i) => {
    const [kind = '', name = ''] = sketch.subject.split('/')
    const from = sketch.from ?? i
    return {
      id,
      seq: i,
      key: `${sketch.component}.${sketch.step}`,
      component: sketch.component,
      ...(sketch.node ? { node: sketch.node } : {}),
      subject: { kind, apiVersion: 'v1', name, uid: `uid-${name}` },
      at: { from, to: sketch.to ?? from, seen: i },
      grade: 'observed',
      identity: 'rule',
      causes: sketch.cause ? [{ id: sketch.cause, via: 'owner' }] : [],
      story: sketch.story ?? 's',
      facts: sketch.facts ?? {},
      evidence: [],
      namespaces: [],
      rev: 1,
    }
  })

const told = (story: string, sketches: Record<string, Sketch>): string | undefined => mismatch(parse(story), tree(steps(sketches)))?.message

const create: Record<string, Sketch> = {
  a: { component: 'client/kubectl-create', step: 'created', subject: 'Deployment/web' },
  b: { component: 'deployment', step: 'created', subject: 'ReplicaSet/web-7f', cause: 'a' },
  p: { component: 'replicaset', step: 'pod-created', subject: 'Pod/web-7f-x', cause: 'b' },
  q: { component: 'replicaset', step: 'pod-created', subject: 'Pod/web-7f-y', cause: 'b' },
  r: { component: 'scheduler', step: 'bound', subject: 'Pod/web-7f-y', cause: 'q', node: 'n2', facts: { score: { type: 'number', value: 7 } } },
  s: { component: 'scheduler', step: 'bound', subject: 'Pod/web-7f-x', cause: 'p', node: 'n1', facts: { score: { type: 'number', value: 8 } } },
}

const story = `
story create
  client/{who} created Deployment/web   # the intent
    deployment created ReplicaSet/web-{hash} (observed, rule)
      2 × replicaset pod-created Pod/web-{hash}-{suffix}
        scheduler bound Pod/web-{hash}-{suffix} on {node} score={score}
`

describe('a story as expected', () => {
  test('placeholders inside a repetition are its own, those outside are shared', () => {
    expect(told(story, create)).toBeUndefined()
  })
  test('a placeholder stands for one name only', () => {
    const other = { ...create, s: { ...create['s']!, subject: 'Pod/web-7f-y' } }
    expect(told(story, other)).toContain('scheduler bound')
  })
  test('a missing step is named by its line', () => {
    const { s: _, ...less } = create
    expect(told(story, less)).toContain('line 6: not told (1 more)')
  })
  test('a step that no line expects is named', () => {
    const more = { ...create, t: { component: 'kubelet', step: 'started', subject: 'Pod/web-7f-y', cause: 'r' } }
    expect(told(story, more)).toContain('not expected under line 6')
    expect(told(story, more)).toContain('kubelet started Pod/web-7f-y')
  })
  test('a story that nobody expected is named', () => {
    const more = { ...create, t: { component: 'kubelet', step: 'started', subject: 'Pod/other', story: 'other' } }
    expect(told(story, more)).toContain('a story that nobody expected: kubelet started Pod/other')
  })
  test('the cause matters', () => {
    expect(told(story, { ...create, s: { ...create['s']!, cause: 'a' } })).toContain('[no: line 6: not told (1 more)')
  })
  test('a step of another story is not taken', () => {
    const apart = { ...create, t: { component: 'client/x', step: 'created', subject: 'Service/web', story: 'other' } }
    expect(told(`${story}  client/x created Service/web\n`, apart)).toBeDefined()
    expect(told(`${story}story second\n  client/x created Service/web\n`, apart)).toBeUndefined()
  })
})

describe('order and number', () => {
  const two = (first: Partial<Sketch>, second: Partial<Sketch>): Record<string, Sketch> => ({
    a: { component: 'c', step: 'one', subject: 'Pod/p', ...first },
    b: { component: 'c', step: 'two', subject: 'Pod/p', ...second },
  })
  test('lines stand in the order of time', () => {
    expect(told('story x\n  c one\n  c two', two({ from: 1 }, { from: 2 }))).toBeUndefined()
    expect(told('story x\n  c two\n  c one', two({ from: 1 }, { from: 2 }))).toContain('expected after it')
  })
  test('times that overlap have no order', () => {
    expect(told('story x\n  c two\n  c one', two({ from: 1, to: 3 }, { from: 2 }))).toBeUndefined()
  })
  test('any order', () => {
    expect(told('story x\n  any order\n    c two\n    c one', two({ from: 1 }, { from: 2 }))).toBeUndefined()
    expect(told('story x\n  any order\n    c two\n  c one', two({ from: 1 }, { from: 2 }))).toBeDefined()
  })
  test('a range takes as many as there are', () => {
    const many = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`s${i}`, { component: 'c', step: 'one', subject: `Pod/p${i}` }]))
    expect(told('story x\n  1+ × c one', many)).toBeUndefined()
    expect(told('story x\n  0-4 × c one', many)).toBeUndefined()
    expect(told('story x\n  1-3 × c one', many)).toContain('not expected under story')
    expect(told('story x\n  5 × c one', many)).toContain('not told')
    expect(told('story x\n  1+ × c one Pod/p1\n  3 × c one', many)).toBeDefined()
    expect(told('story x\n  any order\n    1+ × c one Pod/p1\n    3 × c one', many)).toBeUndefined()
  })
})

describe('a story that may be told', () => {
  const late = (count: number): Record<string, Sketch> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`l${i}`, { component: 'c', step: 'late', subject: `Pod/p${i}`, node: `n${i}`, story: `late ${i}` }]),
    )
  const one: Record<string, Sketch> = { a: { component: 'c', step: 'one', subject: 'Pod/p' } }
  const perhaps = 'story x\n  c one\n0-2 × story late\n  c late Pod/{name} on {node}'

  test('is told as often as it may be, each time with names of its own', () => {
    for (const count of [0, 1, 2]) expect(told(perhaps, { ...one, ...late(count) })).toBeUndefined()
    expect(told(perhaps, { ...one, ...late(3) })).toContain('a story that nobody expected: c late')
  })
  test('excuses nothing else', () => {
    expect(told(perhaps, late(1))).toContain('line 2: not told')
    expect(told(perhaps, { ...one, b: { component: 'c', step: 'other', subject: 'Pod/p', story: 'other' } })).toContain('nobody expected: c other')
    expect(told('story x\n  c one\n2+ × story late\n  c late', { ...one, ...late(1) })).toContain('is missing')
  })
})

describe('anywhere', () => {
  const reported: Record<string, Sketch> = {
    a: { component: 'c', step: 'one', subject: 'Pod/p' },
    b: { component: 'c', step: 'reported', subject: 'Pod/p', cause: 'a' },
    d: { component: 'c', step: 'two', subject: 'Pod/p', cause: 'b' },
    e: { component: 'c', step: 'reported', subject: 'Pod/p', cause: 'd' },
  }
  test('stands below any step, and what it causes below its cause', () => {
    expect(told('story x\n  anywhere 2 × c reported Pod/p\n  c one Pod/p\n    c two Pod/p', reported)).toBeUndefined()
  })
  test('is counted', () => {
    expect(told('story x\n  anywhere 1 × c reported Pod/p\n  c one Pod/p\n    c two Pod/p', reported)).toContain('more often than expected')
    expect(told('story x\n  anywhere 3+ × c reported Pod/p\n  c one Pod/p\n    c two Pod/p', reported)).toContain('told 2 times')
  })
  test('takes along what it causes if that is said', () => {
    expect(told('story x\n  c one\n  anywhere c reported <- c one\n    c two\n  anywhere c reported <- c two', reported)).toBeUndefined()
    expect(told('story x\n  c one\n  anywhere c reported <- c one\n    c three\n  anywhere c reported <- c two', reported)).toContain(
      'not told (1 more): c three',
    )
  })
  test('may name its cause', () => {
    expect(told('story x\n  anywhere c reported <- c one\n  anywhere c reported <- c two\n  c one\n    c two', reported)).toBeUndefined()
    expect(told('story x\n  anywhere 2 × c reported <- c one\n  c one\n    c two', reported)).toBeDefined()
  })
})

describe('what cannot be read', () => {
  test.each([
    ['some × story x', 'line 1: "some ×" is no count'],
    ['  c one', 'line 1: a step stands inside a story'],
    ['story x\n    c one', 'line 2: indented deeper'],
    ['story x\n   c one', 'line 2: indentation'],
    ['story x\n  c', 'line 2: a step needs'],
    ['story x\n  c one two', 'line 2: "two" is neither'],
    ['story x\n  some × c one', 'line 2: "some ×" is no count'],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})
