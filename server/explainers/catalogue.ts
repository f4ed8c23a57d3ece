import type { Catalogue } from '../wire/component.ts'
import type { Explainer } from './explainer.ts'
import type { General } from './catalogue/general.ts'
import { general as english } from './catalogue/general.en.ts'
import { general as vietnamese } from './catalogue/general.vi.ts'

export type Language = 'en' | 'vi'

const general: Record<Language, General> = { en: english, vi: vietnamese }

/** All texts of one language under the keys that steps, cards and pulses carry. */
export function catalogue(explainers: readonly Explainer[], lang: Language): Catalogue {
  const { generic, rules, stories, steps } = general[lang]
  const all: Catalogue = { lang, cards: {}, steps: { ...steps }, stories: { ...stories }, generic, rules: { ...rules } }
  for (const explainer of explainers) {
    const { id } = explainer.card
    const texts = explainer[lang]
    all.cards[id] = texts.card
    for (const [name, text] of Object.entries(texts.steps)) all.steps[`${id}.${name}`] = text
    for (const [name, text] of Object.entries(texts.stories ?? {})) if (text !== undefined) all.stories[`${id}.${name}`] = text
    Object.assign(all.rules, texts.rules)
  }
  return all
}
