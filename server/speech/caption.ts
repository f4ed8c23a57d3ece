import type { Catalogue, StepText } from '../wire/component.ts'
import type { Facts, Grade, Slot, Step } from '../wire/step.ts'
import type { Story } from '../wire/story.ts'
import { inert } from './inert.ts'
import { render } from './render.ts'
import { shell } from './shell.ts'
import type { Segment } from './value.ts'

/** What stands before or after a caption for how we know it: nothing for what was observed. */
export const marks: Record<Grade, string> = { observed: '', derived: 'ƒ', correlated: '~', inferred: '≈' }

export function caption(step: Step, catalogue: Catalogue): Segment[] {
  return tell(step, catalogue, 'caption') ?? []
}

/** One of the sentences about a step. A key that the catalogue does not have is told by the generic ones; undefined if the step has no such sentence. */
export function tell(step: Step, catalogue: Catalogue, part: Exclude<keyof StepText, 'check'>): Segment[] | undefined {
  const template = textOf(step, catalogue)[part]
  return template === undefined ? undefined : render(template, factsOf(step, catalogue), catalogue.lang)
}

/** The command line that shows it, ready for a POSIX shell. */
export function check(step: Step, catalogue: Catalogue): string | undefined {
  const template = textOf(step, catalogue).check
  return template === undefined ? undefined : shell(template, factsOf(step, catalogue))
}

/** A story's title out of its first step, {others} being what else it is about; its caption where the catalogue has no title. */
export function title(story: Pick<Story, 'key' | 'subjects'>, first: Step, catalogue: Catalogue): Segment[] {
  const template = Object.hasOwn(catalogue.stories, story.key) ? catalogue.stories[story.key] : undefined
  if (template === undefined) return caption(first, catalogue)
  const others = story.subjects.filter(({ uid }) => uid !== first.subject.uid)
  const items = others.map(({ kind, name }): Slot => ({ type: 'text', value: `${kind} ${name}` }))
  return render(template, { ...factsOf(first, catalogue), ...(items.length > 0 && { others: { type: 'list', items } }) }, catalogue.lang)
}

/**
 * A component's name; a client goes by the command it stands for, else by the name that it gives itself. A name that might be read as a component's
 * is quoted as what it is, a client's.
 */
export function componentName(id: string, catalogue: Catalogue): string {
  if (!id.startsWith('client/') && Object.hasOwn(catalogue.cards, id)) return catalogue.cards[id]!.name
  const rule = `component.${id}`
  return Object.hasOwn(catalogue.rules, rule) ? catalogue.rules[rule]! : named(inert(id.replace(/^client\//, '')), catalogue)
}

/** Letters of other scripts look like those of the names that are known. The clients' own seat is called kubectl, and so is a client: nothing is borrowed there. */
function named(name: string, { cards }: Catalogue): string {
  const like = name.toLowerCase()
  const borrowed = Object.entries(cards).some(([id, card]) => id !== 'client' && [id, card.name].some((known) => known.toLowerCase() === like))
  return borrowed || /[^ -~]/.test(name) ? `client “${name}”` : name
}

/**
 * The step's facts and what every text may use besides: {subject}, {component}, {node}, {verb}, and {author}, the component where it is known.
 * A fact of the same name is preferred.
 */
export function factsOf(step: Step, catalogue: Catalogue): Facts {
  return {
    subject: { type: 'ref', ref: step.subject },
    component: { type: 'text', value: componentName(step.component, catalogue) },
    ...(step.component !== 'unknown' && { author: { type: 'text' as const, value: componentName(step.component, catalogue) } }),
    verb: { type: 'text', value: step.key.slice(step.key.lastIndexOf('.') + 1).replaceAll('-', ' ') },
    ...(step.node !== undefined && { node: { type: 'text', value: step.node } }),
    ...step.facts,
  }
}

function textOf({ key }: Step, { steps, generic }: Catalogue): StepText {
  return (Object.hasOwn(steps, key) ? steps[key] : undefined) ?? generic
}
