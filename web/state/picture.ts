import type { Entry, Snapshot } from '../../server/wire/events.ts'
import type { WireObject } from '../../server/wire/object.ts'
import type { Pulse } from '../../server/wire/pulse.ts'
import type { Step } from '../../server/wire/step.ts'
import type { Story } from '../../server/wire/story.ts'

/** How many steps a picture remembers; the oldest leaves when one more arrives. */
export const REMEMBERED = 5000

/** The cluster as of one entry: what every view draws. Tables are by uid, by pulse key, by story id, by step id. */
export interface Picture {
  objects: Map<string, WireObject>
  pulses: Map<string, Pulse>
  stories: Map<string, Story>
  steps: Map<string, Step>
  /** Ids of `steps` in order of emission. */
  order: string[]
  seq: number
  /** ms since epoch: time of the last entry applied. */
  at: number
}

/** Undoes exactly one entry: `undo(picture, apply(picture, entry))` leaves the picture as it was. */
export type Patch = { seq: number; at: number } & (
  | { table: 'objects'; key: string; was: WireObject | undefined }
  | { table: 'pulses'; key: string; was: Pulse | undefined }
  | { table: 'stories'; key: string; was: Story | undefined }
  | { table: 'steps'; key: string; was: Step | undefined; added: boolean; dropped?: Step }
  | { table: 'none' }
)

export function emptyPicture(): Picture {
  return { objects: new Map(), pulses: new Map(), stories: new Map(), steps: new Map(), order: [], seq: 0, at: 0 }
}

/** `at` in ms since epoch: the time that the snapshot shows. */
export function pictureOf(snapshot: Snapshot, at: number): Picture {
  return {
    objects: new Map(snapshot.objects.map((object) => [object.ref.uid, object])),
    pulses: new Map(snapshot.pulses.map((pulse) => [pulseKey(pulse), pulse])),
    stories: new Map(snapshot.stories.map((story) => [story.id, story])),
    steps: new Map(snapshot.steps.map((step) => [step.id, step])),
    order: snapshot.steps.map((step) => step.id),
    seq: snapshot.hello.seq,
    at,
  }
}

/** A copy that later entries do not touch; wire values are never changed in place, so tables are copied, values are not. */
export function copyOf(picture: Picture): Picture {
  return {
    objects: new Map(picture.objects),
    pulses: new Map(picture.pulses),
    stories: new Map(picture.stories),
    steps: new Map(picture.steps),
    order: [...picture.order],
    seq: picture.seq,
    at: picture.at,
  }
}

const pulseKey = (pulse: Pick<Pulse, 'component' | 'node'>) => (pulse.node ? `${pulse.component}@${pulse.node}` : pulse.component)

/** Applies one entry in place, in O(1), and returns what takes it back. An unknown sort of entry (a newer server) changes nothing. */
export function apply(picture: Picture, entry: Entry): Patch {
  const before = { seq: picture.seq, at: picture.at }
  picture.seq = entry.seq
  picture.at = entry.at
  if ('object' in entry) return { ...before, table: 'objects', ...put(picture.objects, entry.object.ref.uid, entry.object) }
  if ('gone' in entry) return { ...before, table: 'objects', ...put(picture.objects, entry.gone, undefined) }
  if ('pulse' in entry) return { ...before, table: 'pulses', ...put(picture.pulses, pulseKey(entry.pulse), entry.pulse) }
  if ('story' in entry) return { ...before, table: 'stories', ...put(picture.stories, entry.story.id, entry.story) }
  if ('step' in entry) return { ...before, table: 'steps', ...putStep(picture, entry.step) }
  // an amendment of a step that was forgotten is of no use to anyone
  if ('amend' in entry && picture.steps.has(entry.amend.id)) return { ...before, table: 'steps', ...putStep(picture, entry.amend) }
  return { ...before, table: 'none' }
}

export function undo(picture: Picture, patch: Patch): void {
  picture.seq = patch.seq
  picture.at = patch.at
  if (patch.table === 'objects') put(picture.objects, patch.key, patch.was)
  if (patch.table === 'pulses') put(picture.pulses, patch.key, patch.was)
  if (patch.table === 'stories') put(picture.stories, patch.key, patch.was)
  if (patch.table !== 'steps') return
  put(picture.steps, patch.key, patch.was)
  if (patch.added) picture.order.pop()
  if (patch.dropped) {
    picture.steps.set(patch.dropped.id, patch.dropped)
    picture.order.unshift(patch.dropped.id)
  }
}

function put<T>(table: Map<string, T>, key: string, value: T | undefined): { key: string; was: T | undefined } {
  const was = table.get(key)
  if (value === undefined) table.delete(key)
  else table.set(key, value)
  return { key, was }
}

function putStep(picture: Picture, step: Step): { key: string; was: Step | undefined; added: boolean; dropped?: Step } {
  const { key, was } = put(picture.steps, step.id, step)
  if (was) return { key, was, added: false }
  picture.order.push(key)
  if (picture.order.length <= REMEMBERED) return { key, was, added: true }
  const oldest = picture.order.shift()!
  const dropped = picture.steps.get(oldest)!
  picture.steps.delete(oldest)
  return { key, was, added: true, dropped }
}
