import type { Card, CardText, Catalogue } from '../../server/wire/component.ts'
import type { Facts, Step } from '../../server/wire/step.ts'
import type { Story } from '../../server/wire/story.ts'
import { caption, check, componentName, tell, title } from '../../server/speech/caption.ts'
import { textOf, type Segment } from '../../server/speech/render.ts'
import { strings, type Lang, type Ui } from '../i18n/strings.ts'
import { cardOf } from './cards.ts'
import { ELSEWHERE } from './fold.ts'
import { briefName } from './pods.ts'

export type { Segment }

/** Everything that is said, in one language: the page's own strings and, through the catalogue, the server's sentences. */
export interface Words {
  lang: Lang
  ui: Ui
  caption(step: Step): Segment[]
  /** The caption without its actor; `facts` when several steps are told as one. */
  act(step: Step, facts?: Facts): Segment[]
  why(step: Step): Segment[]
  next(step: Step): Segment[] | undefined
  check(step: Step): string | undefined
  title(story: Story, first: Step | undefined): Segment[]
  component(id: string): string
  text(id: string): CardText | undefined
  rule(id: string): string
  plain(segments: Segment[]): string
  /** The same sentence with long names cut to what tells them apart. */
  brief(segments: Segment[]): Segment[]
}

const nothing: Catalogue = { lang: 'en', cards: {}, steps: {}, stories: {}, rules: {}, generic: { caption: '{subject}', act: '{subject}', why: '' } }

/** Until a language's texts are here, those that are here are said. */
export function wordsOf(lang: Lang, catalogue: Catalogue = nothing, cards: readonly Card[] = []): Words {
  return {
    lang,
    ui: strings[lang],
    caption: (step) => caption(step, catalogue),
    act: (step, facts = step.facts) => tell({ ...step, facts }, catalogue, 'act') ?? [],
    why: (step) => tell(step, catalogue, 'why') ?? [],
    next: (step) => tell(step, catalogue, 'next'),
    check: (step) => check(step, catalogue),
    title: (story, first) =>
      first ? title(story, first, catalogue) : [{ text: `${story.subject.kind} ` }, { text: story.subject.name, ref: story.subject }],
    component: (id) => (id === ELSEWHERE ? strings[lang].story.someone : componentName(id, catalogue)),
    text: (id) => catalogue.cards[cardOf(id, cards)?.id ?? id],
    rule: (id) => catalogue.rules[id] ?? id,
    plain: textOf,
    brief: (segments) => segments.map((segment) => (segment.ref ? { ...segment, text: briefName(segment.text) } : segment)),
  }
}
