import type { Entry, Snapshot } from '../wire/events.ts'
import type { WireObject } from '../wire/object.ts'
import type { Pulse } from '../wire/pulse.ts'
import type { Step } from '../wire/step.ts'
import type { Story } from '../wire/story.ts'

/** What all entries so far add up to: what a page that comes now has to be told. */
export interface Picture {
  add(entry: Entry): void
  step(id: string): Step | undefined
  contents(): Pick<Snapshot, 'objects' | 'pulses' | 'stories' | 'steps'>
}

/** `keep`: how many steps are kept; a story is kept as long as one of its steps is, or as long as it is open. */
export function createPicture(keep = 2000): Picture {
  const objects = new Map<string, WireObject>()
  const pulses = new Map<string, Pulse>()
  const stories = new Map<string, Story>()
  /** In order of emission: a Map keeps it, and an amendment does not move a step. */
  const steps = new Map<string, Step>()

  return {
    add(entry) {
      if ('step' in entry) addStep(entry.step)
      else if ('amend' in entry) {
        if (steps.has(entry.amend.id)) steps.set(entry.amend.id, entry.amend)
      } else if ('object' in entry) objects.set(entry.object.ref.uid, entry.object)
      else if ('gone' in entry) objects.delete(entry.gone)
      else if ('pulse' in entry) pulses.set(`${entry.pulse.component} ${entry.pulse.node ?? ''}`, entry.pulse)
      else if ('story' in entry) stories.set(entry.story.id, entry.story)
    },
    step: (id) => steps.get(id),
    contents() {
      const told = new Set<string>()
      for (const { story } of steps.values()) told.add(story)
      for (const { id, state } of stories.values()) if (state !== 'open' && !told.has(id)) stories.delete(id)
      return { objects: [...objects.values()], pulses: [...pulses.values()], stories: [...stories.values()], steps: [...steps.values()] }
    },
  }

  function addStep(step: Step) {
    steps.set(step.id, step)
    if (steps.size <= keep) return
    const [first] = steps.keys()
    steps.delete(first!)
  }
}
