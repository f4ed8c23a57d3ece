import type { Slot, Step } from '../../../server/wire/step.ts'

/** A step with what it caused, earliest first. */
export interface Told {
  step: Step
  /** Its primary cause. */
  cause?: Step
  children: Told[]
}

/** The causal trees of one story. Roots are the steps whose primary cause is not among the steps given. */
export interface ToldStory {
  id: string
  roots: Told[]
}

/** Newest revision of every step, grouped into stories in the order in which they began. */
export function tree(steps: Iterable<Step>): ToldStory[] {
  const told = new Map<string, Told>()
  for (const step of [...steps].sort(byTime)) told.set(step.id, { step, children: [] })
  const stories = new Map<string, ToldStory>()
  for (const each of told.values()) {
    const primary = each.step.causes[0]?.id
    const parent = primary === undefined ? undefined : told.get(primary)
    if (parent) {
      each.cause = parent.step
      parent.children.push(each)
      continue
    }
    const story = stories.get(each.step.story) ?? { id: each.step.story, roots: [] }
    story.roots.push(each)
    stories.set(story.id, story)
  }
  return [...stories.values()]
}

const byTime = (a: Step, b: Step): number => a.at.from - b.at.from || a.at.to - b.at.to || a.seq - b.seq

/** A slot as story.txt writes it. */
export function slotText(slot: Slot): string {
  switch (slot.type) {
    case 'ref':
      return slot.ref.name
    case 'number':
      return String(slot.value)
    case 'duration':
      return `${slot.ms}ms`
    case 'quantity':
      return slot.value
    case 'time':
      return new Date(slot.at).toISOString()
    case 'text':
      return slot.value
    case 'list':
      return slot.items.map(slotText).join(',')
  }
}
