import { expect } from 'vitest'
import type { Delta } from '../../server/cluster/delta.ts'
import type { KubeObject } from '../../server/cluster/kinds.ts'
import { catalogue } from '../../server/explainers/catalogue.ts'
import type { Draft } from '../../server/explainers/explainer.ts'
import { explainers } from '../../server/explainers/index.ts'
import { check, factsOf, tell } from '../../server/speech/caption.ts'
import { plain } from '../../server/speech/render.ts'
import { definitions } from '../../server/timeline/definition.ts'
import { createExplain } from '../../server/timeline/explain.ts'
import type { Facts, Step } from '../../server/wire/step.ts'
import { createEnv } from '../../server/world/create-env.ts'
import { createWorld } from '../../server/world/create-world.ts'
import { now } from './objects.ts'

export interface Found {
  key: string
  draft: Draft
}

const all = definitions(explainers)
const catalogues = { en: catalogue(explainers, 'en'), vi: catalogue(explainers, 'vi') }

/**
 * What all explainers recognise in the last of these deltas, the others having gone before, in a world that has `present`. Dispatch is the product's own.
 * Every sentence of what is recognised is put together in both languages; none may lack a slot.
 */
export function recognise(deltas: Delta | Delta[], present: readonly KubeObject[] = [], minor = 36): Found[] {
  const world = createWorld()
  const { explain, faults } = createExplain(all.values(), world, createEnv({ version: `v1.${minor}.3`, uid: 'cluster' }), () => {})
  for (const object of present)
    world.apply({
      kind: object.kind,
      change: 'listed',
      now: object,
      changed: { paths: [], has: () => false, owner: () => undefined, owners: [] },
      rv: '1',
      seen: now,
    } as unknown as Delta)
  let found: Found[] = []
  for (const delta of [deltas].flat()) {
    world.apply(delta)
    found = (explain(delta) ?? []).map(({ definition, draft }) => ({ key: definition.key, draft }))
  }
  expect(faults).toEqual({})
  for (const one of found) expectWords(one)
  return found
}

/** Of one step, how often it was recognised at all. */
export function keys(found: readonly Found[]): string[] {
  return found.map(({ key }) => key).toSorted()
}

export function only(found: readonly Found[], key: string): Draft {
  const [one, ...more] = found.filter((other) => other.key === key)
  expect(one, `${key} among ${keys(found).join(', ') || 'nothing'}`).toBeDefined()
  expect(more).toEqual([])
  return (one as Found).draft
}

/** The caption as a reader sees it. */
export function caption({ key, draft }: Found, lang: 'en' | 'vi' = 'en'): string {
  return (tell(stepOf(key, draft.facts, draft), catalogues[lang], 'caption') ?? []).map(({ text }) => text).join('')
}

function expectWords({ key, draft }: Found): void {
  const definition = all.get(key)
  expectSentences(key, draft.facts, draft)
  for (const evidence of draft.evidence) {
    if (evidence.type !== 'rule') continue
    for (const lang of ['en', 'vi'] as const) expect(catalogues[lang].rules, `${key} rests on a rule`).toHaveProperty([evidence.rule])
  }
  for (const [implied, facts] of Object.entries(draft.implied ?? {})) {
    expect(
      definition?.implies?.map((one) => one.key),
      `${key} implies`,
    ).toContain(implied)
    expect(catalogues.en.rules).toHaveProperty([implied])
    expectSentences(implied, facts, draft)
  }
}

function expectSentences(key: string, facts: Facts, draft: Draft): void {
  const step = stepOf(key, facts, draft)
  for (const lang of ['en', 'vi'] as const) {
    const content = catalogues[lang]
    const title = content.stories[key]
    const sentences = [
      ...(['caption', 'act', 'why', 'next'] as const).map((part) =>
        tell(step, content, part)
          ?.map(({ text }) => text)
          .join(''),
      ),
      check(step, content),
      title && plain(title, factsOf(step, content), lang),
    ]
    for (const sentence of sentences) expect(sentence ?? '', `${key} in ${lang}`).not.toContain('…')
  }
}

function stepOf(key: string, facts: Facts, { subject, component, node }: Draft): Step {
  return {
    id: 'id',
    seq: 1,
    key,
    component: component ?? key.slice(0, key.lastIndexOf('.')),
    ...(node !== undefined && { node }),
    subject,
    at: { from: now, to: now, seen: now },
    grade: 'observed',
    identity: 'claimed',
    causes: [],
    story: 'id',
    facts,
    evidence: [],
    namespaces: [],
    rev: 1,
  }
}
