import { expect, it } from 'vitest'
import { createLens } from '../../../../server/gateway/lens.ts'
import type { Entry } from '../../../../server/wire/events.ts'
import type { Step } from '../../../../server/wire/step.ts'
import type { Story } from '../../../../server/wire/story.ts'

const T = 1_767_225_600_000

/** What who sees shop, and nothing of the cluster, is told of these steps and stories. */
function shopLens() {
  const steps = new Map<string, Step>()
  const now = { seq: 0, objects: [], pulses: [], stories: [], steps: [] }
  const lens = createLens({ sight: { namespaces: new Set(['shop']), cluster: false }, cards: [], now, step: (id) => steps.get(id) })
  let seq = 0
  return {
    lens,
    contents: () => lens.contents({ ...now, steps: [...steps.values()] }),
    step(id: string, where: string, at: number, more: Partial<Step> = {}): Entry[] {
      const before = steps.get(id)
      const step: Step = {
        id,
        seq: before?.seq ?? ++seq,
        key: `kubelet.${id}`,
        component: 'kubelet',
        subject: where
          ? { kind: 'Pod', apiVersion: 'v1', namespace: where, name: `${where}-pod`, uid: `${where}-uid` }
          : { kind: 'Node', apiVersion: 'v1', name: 'n1', uid: 'node-uid' },
        at: { from: T + at, to: T + at, seen: before?.at.seen ?? T + at },
        grade: 'observed',
        identity: 'rule',
        causes: [],
        story: id,
        facts: {},
        evidence: [],
        namespaces: where ? [where] : [],
        rev: (before?.rev ?? 0) + 1,
        ...more,
      }
      steps.set(id, step)
      return lens.entry({ seq: before ? ++seq : step.seq, at: T + at, ...(before ? { amend: step } : { step }) })
    },
    story(id: string, at: number, more: Partial<Story> = {}): Entry[] {
      const members = [...steps.values()].filter(({ story }) => story === id)
      const { key, component, subject } = steps.get(id)!
      const story: Story = {
        id,
        key,
        component,
        subject,
        subjects: [subject],
        state: 'open',
        from: Math.min(...members.map((step) => step.at.from)),
        to: Math.max(...members.map((step) => step.at.to)),
        steps: members.length,
        critical: [],
        namespaces: [...new Set(members.flatMap(({ namespaces }) => namespaces))],
        rev: 1,
        ...more,
      }
      return lens.entry({ seq: ++seq, at: T + at, story })
    },
    time: (at: number) => lens.entry({ seq: ++seq, at: T + at, gone: 'nobody' }),
  }
}
const storiesIn = (entries: Entry[]) => entries.flatMap((entry) => ('story' in entry ? [entry.story] : []))

it('a story that began elsewhere is what is seen of it, under a name of its own, and open until a minute after', () => {
  const shop = shopLens()
  expect(shop.step('silent', '', 0)).toEqual([])
  shop.step('evicted-bank', 'bank', 10, { story: 'silent' })
  const [told] = shop.step('evicted-shop', 'shop', 20, {
    story: 'silent',
    causes: [
      { id: 'silent', via: 'node' },
      { id: 'evicted-bank', via: 'same' },
    ],
  })
  expect(told).toMatchObject({ seq: 1, step: { seq: 1, story: 'elsewhere-evicted-shop', causes: [{ id: 'elsewhere', via: 'node' }] } })
  expect(
    storiesIn(
      shop.story('silent', 20, {
        state: 'done',
        critical: ['silent', 'evicted-bank', 'evicted-shop'],
        gap: { before: 'silent', after: 'evicted-bank', ms: 10 },
      }),
    ),
  ).toEqual([
    {
      id: 'elsewhere-evicted-shop',
      key: 'kubelet.evicted-shop',
      component: 'elsewhere',
      subject: { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'shop-pod', uid: 'shop-uid' },
      subjects: [{ kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'shop-pod', uid: 'shop-uid' }],
      state: 'open',
      from: T + 20,
      to: T + 20,
      steps: 1,
      critical: [],
      namespaces: ['shop'],
      rev: 1,
    },
  ])
  expect(shop.time(60_019)).toEqual([])
  expect(shop.time(70_000)).toMatchObject([{ at: T + 60_020, story: { state: 'quiet', rev: 2 } }])
})

it('a story that is seen whole ends as it ends', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  shop.step('b', 'shop', 5, { story: 'a', causes: [{ id: 'a', via: 'owner' }] })
  const whole = { state: 'done' as const, critical: ['a', 'b'], gap: { before: 'a', after: 'b', ms: 5 } }
  expect(storiesIn(shop.story('a', 5, whole))).toMatchObject([{ id: 'a', steps: 2, ...whole }])
})

it('nothing is told, not even that a story is another, because of what happens elsewhere', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  shop.story('a', 0, { state: 'done' })
  expect(shop.step('b', 'bank', 5, { story: 'a', causes: [{ id: 'a', via: 'owner' }] })).toEqual([])
  expect(shop.story('a', 5, { state: 'open' })).toEqual([])
  expect(shop.story('a', 90_000, { state: 'quiet' })).toEqual([])
  expect(shop.contents().stories).toMatchObject([{ state: 'done', steps: 1, namespaces: ['shop'] }])
})

it('a story that only grows is told after a quarter of a second, whenever the whole is', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  expect(shop.story('a', 0)).toHaveLength(1)
  shop.step('b', 'shop', 10, { story: 'a' })
  shop.step('c', 'shop', 100, { story: 'a' })
  expect(shop.story('a', 100)).toEqual([])
  expect(shop.time(259)).toEqual([])
  expect(shop.time(900)).toMatchObject([{ at: T + 260, story: { steps: 3 } }])
})

it('what was told of a step stays when more becomes known that names the unseen, and goes on when that is taken back', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  shop.story('a', 0)
  expect(shop.step('a', 'shop', 10, { namespaces: ['bank', 'shop'], grade: 'correlated' })).toEqual([])
  expect(shop.contents().steps).toMatchObject([{ id: 'a', grade: 'observed', rev: 1 }])
  expect(shop.step('a', 'shop', 20, { grade: 'derived' })).toMatchObject([{ amend: { id: 'a', grade: 'derived', rev: 2, seq: 1 } }])
})

it('a step that comes to be seen is told as new, with the number that it gets then', () => {
  const shop = shopLens()
  expect(shop.step('a', 'shop', 0, { namespaces: ['bank', 'shop'] })).toEqual([])
  shop.step('b', 'shop', 5)
  expect(shop.step('a', 'shop', 10)).toMatchObject([{ seq: 2, step: { id: 'a', seq: 2, rev: 1 } }])
})

it('an amendment that changes nothing of what is seen is not sent', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  const hidden = { type: 'match', by: 'name', ref: { kind: 'Node', apiVersion: 'v1', name: 'n1', uid: 'node-uid' } } as const
  const audit = { type: 'audit', user: 'ann', verb: 'create', agent: 'x', auditId: 'y', at: 1 } as const
  expect(shop.step('a', 'shop', 0, { evidence: [hidden, audit] })).toEqual([])
})

it('a story whose steps all moved to another is told once as empty', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  shop.story('a', 0)
  shop.step('b', 'shop', 5)
  shop.story('b', 5)
  expect(shop.step('b', 'shop', 5, { story: 'a' })).toMatchObject([{ amend: { story: 'a' } }])
  expect(storiesIn(shop.story('b', 5, { steps: 0, from: 0, to: 0 }))).toMatchObject([{ id: 'b', steps: 0, from: T + 5 }])
  expect(shop.contents().stories.map(({ id }) => id)).toEqual(['a'])
})

it('steps are forgotten after ten minutes, and counted all the same', () => {
  const shop = shopLens()
  shop.step('a', 'shop', 0)
  shop.story('a', 0)
  shop.step('b', 'shop', 500_000, { story: 'a', causes: [{ id: 'a', via: 'same' }] })
  shop.time(600_001)
  expect(shop.contents().steps.map(({ id }) => id)).toEqual(['b'])
  expect(storiesIn(shop.step('c', 'shop', 600_100, { story: 'a' }))).toEqual([])
  expect(storiesIn(shop.time(600_400))).toMatchObject([{ steps: 3, from: T, to: T + 600_100 }])
})
