import type { Step } from '../../../server/wire/step.ts'
import { slotText, type Told, type ToldStory } from './tree.ts'

/** One step as a line of story.txt, with its real names. */
export function lineOf(step: Step, name: (kind: string, name: string) => string = (_, real) => real): string {
  const facts = Object.entries(step.facts)
    .filter(([, slot]) => slot.type === 'number' || slot.type === 'text' || slot.type === 'quantity')
    .map(([key, slot]) => `${key}=${quoted(slotText(slot))}`)
  return [
    step.component,
    step.key.slice(step.key.lastIndexOf('.') + 1),
    `${step.subject.kind}/${name(step.subject.kind, step.subject.name)}`,
    ...(step.node ? [`on ${step.node}`] : []),
    ...facts,
    `(${step.grade}, ${step.identity})`,
  ].join(' ')
}

/** The stories told, in the format of story.txt, with real names: what a failing test shows. */
export function print(stories: readonly ToldStory[]): string {
  const lines = (told: Told, depth: number): string[] => [
    '  '.repeat(depth) + lineOf(told.step),
    ...told.children.flatMap((child) => lines(child, depth + 1)),
  ]
  return stories.map((story) => [`story ${story.id}`, ...story.roots.flatMap((root) => lines(root, 1))].join('\n')).join('\n')
}

const quoted = (text: string): string => (/^[^\s"()#]+$/.test(text) ? text : `"${text.replaceAll('"', "'").replaceAll('\n', ' ')}"`)
