import { readFileSync, globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue } from '../../../server/explainers/catalogue.ts'
import { explainers } from '../../../server/explainers/index.ts'
import type { StepText } from '../../../server/wire/component.ts'

const sentences = explainers.flatMap(({ card, steps, en, vi }) =>
  Object.keys(steps).map((name) => ({
    key: `${card.id}.${name}`,
    step: steps[name]!,
    en: en.steps[name] as StepText,
    vi: vi.steps[name] as StepText,
  })),
)

/** A slot counts as one word, an optional part not at all. */
const words = (text: string) =>
  text
    .replace(/\[\[.*?\]\]/g, '')
    .replace(/\{[^}]*\}/g, 'slot')
    .split(/\s+/)
    .filter(Boolean).length
const slots = (text: string | undefined) => new Set([...(text ?? '').matchAll(/\{([a-z][A-Za-z0-9]*)/g)].map(([, name]) => name))

test.each(sentences.map((one) => [one.key, one] as const))('%s is told briefly, in both languages alike', (_, { step, en, vi }) => {
  expect(words(en.caption)).toBeLessThanOrEqual(16)
  for (const text of [en, vi]) {
    expect(text.caption).not.toMatch(/\.$|^Kubernetes/)
    expect(text.why.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeGreaterThanOrEqual(2)
    expect(text.act).not.toBe('')
  }
  if (step.ceiling === 'inferred') expect([/\bmust\b/.test(en.caption), /hẳn/.test(vi.caption)]).toEqual([true, true])
  // A slot of one language that the other never uses anywhere is a slip of the pen.
  const inEnglish = new Set([en.caption, en.act, en.why, en.next, en.check].flatMap((text) => [...slots(text)]))
  const inVietnamese = [vi.caption, vi.act, vi.why, vi.next, vi.check].flatMap((text) => [...slots(text)])
  expect(inVietnamese.filter((slot) => !inEnglish.has(slot))).toEqual([])
  expect(vi.check).toBe(en.check)
  expect(Boolean(vi.next)).toBe(Boolean(en.next))
})

test('stories that a step can open have a title', () => {
  const untitled = explainers.flatMap(({ card, steps, en, vi }) =>
    Object.entries(steps).flatMap(([name, step]) => (step.opens && (!en.stories?.[name] || !vi.stories?.[name]) ? [`${card.id}.${name}`] : [])),
  )
  expect(untitled).toEqual([])
})

test('every rule that evidence can name is put into words, every implied step too', () => {
  const named = globSync('server/explainers/**/*.ts').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/(?:rule|given)\('([a-z.-]+)'|\['([a-z-]+\.[a-z-]+)', '(?:pkg|cmd|staging)/g)].map(
      ([, one, other]) => one ?? other,
    ),
  )
  const implied = explainers.flatMap(({ steps }) => Object.values(steps).flatMap((step) => (step.implies ?? []).map(({ key }) => key)))
  for (const lang of ['en', 'vi'] as const) {
    const { rules } = catalogue(explainers, lang)
    expect([...named, ...implied].filter((id) => !Object.hasOwn(rules, id!))).toEqual([])
  }
  expect(named.length).toBeGreaterThan(30)
})

test('no two components name the same rule', () => {
  for (const lang of ['en', 'vi'] as const) {
    const ids = explainers.flatMap((explainer) => Object.keys(explainer[lang].rules ?? {}))
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  }
})
