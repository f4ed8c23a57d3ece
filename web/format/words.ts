import type { Card, CardText, Catalogue } from '../../server/wire/component.ts'
import type { Facts, Ref, Step } from '../../server/wire/step.ts'
import type { Story } from '../../server/wire/story.ts'
import { plain, render, type Segment } from '../../server/speech/render.ts'
import { shell } from '../../server/speech/shell.ts'
import { strings, type Lang, type Ui } from '../i18n/strings.ts'
import { cardOf } from './cards.ts'

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
}

export function wordsOf(lang: Lang, catalogue: Catalogue | undefined, cards: readonly Card[]): Words {
  // until a language's texts are here, those of the other one are said, and marked as such
  const said = catalogue?.lang ?? lang
  const text = (id: string) => catalogue?.cards[cardOf(id, cards)?.id ?? id]
  const component = (id: string) => {
    const card = cardOf(id, cards)
    return card && card.id !== id ? id.slice(card.id.length + 1) : (text(id)?.name ?? id)
  }
  const say = (part: 'caption' | 'act' | 'why', step: Step, facts: Facts = step.facts) => {
    const known = catalogue?.steps[step.key]?.[part]
    if (known !== undefined) return render(known, facts, said)
    return render(catalogue?.generic[part] ?? '{subject}', { ...facts, ...genericFacts(step, component(step.component)) }, said)
  }
  return {
    lang,
    ui: strings[lang],
    caption: (step) => say('caption', step),
    act: (step, facts) => say('act', step, facts),
    why: (step) => say('why', step),
    next: (step) => optional(catalogue?.steps[step.key]?.next, (template) => render(template, step.facts, said)),
    check: (step) => optional(catalogue?.steps[step.key]?.check, (template) => shell(template, step.facts)),
    title: (story, first) => {
      const template = catalogue?.stories[story.key]
      if (template !== undefined && first) return render(template, first.facts, said)
      return first ? say('caption', first) : [{ type: 'ref', text: nameOf(story.subject), ref: story.subject }]
    },
    component,
    text,
    rule: (id) => catalogue?.rules[id] ?? id,
    plain,
  }
}

const optional = <T>(template: string | undefined, use: (template: string) => T): T | undefined => (template === undefined ? undefined : use(template))

const nameOf = (ref: Ref) => `${ref.kind} ${ref.name}`

function genericFacts(step: Step, component: string): Facts {
  return {
    component: { type: 'text', value: component },
    verb: { type: 'text', value: step.key.slice(step.key.lastIndexOf('.') + 1).replaceAll('-', ' ') },
    subject: { type: 'ref', ref: step.subject },
  }
}
