import type { Story } from '../wire/story.ts'
import { drawStory, sameStory, stateOf, turned } from './draw-story.ts'
import { alliance } from './intents.ts'
import type { Recorded } from './record.ts'
import type { StoryRecord } from './story-record.ts'

const quietAfter = 60_000
/** A story that only grows is told this often, ms. */
const pace = 250
/** Most stories never wait for an object: they share this one and get their own when they do. */
const none = new Set<string>()

/**
 * Sorts steps into stories. A step belongs to the story of its primary cause, an inferred one without a cause to that of its proof; all others begin one.
 * A story is done when every object begun in it has reached the end of its lifecycle (`closes`) or is gone, quiet after 60 s without a step and
 * with nothing expected. A late step reopens a quiet one; a done one reopens when an object is begun anew.
 */
export class Stories {
  readonly #all = new Map<string, StoryRecord>()
  readonly #changed = new Set<StoryRecord>()
  /** Changed, but told a moment ago: in the order in which they were put off. */
  readonly #held = new Set<StoryRecord>()
  /** Stories that wait for an object, by its uid. */
  readonly #expecting = new Map<string, Set<StoryRecord>>()
  /** Kinds that have an end to reach. */
  readonly #closable: ReadonlySet<string>

  constructor(closable: ReadonlySet<string>) {
    this.#closable = closable
  }

  /** Puts the step where it belongs, and with it all that followed from it. Reports each step that moved. */
  place(recorded: Recorded, moved: (recorded: Recorded) => void): void {
    const story = this.#storyOf(recorded)
    if (story === recorded.story) return
    const known = recorded.story !== undefined
    this.#move(recorded, story)
    if (known) moved(recorded)
    for (const effect of recorded.effects) this.place(effect, moved)
    for (const implied of recorded.implied) this.place(implied, moved)
  }

  /** An intent and its allies share the story of the first of them. */
  unite(intent: Recorded, moved: (recorded: Recorded) => void): void {
    for (const ally of alliance(intent)) this.place(ally, moved)
  }

  /** Tells the story that its step is (or is again) as it is. `begins`: its subject appeared, or the step opens a story by itself. */
  note(recorded: Recorded, begins: boolean): void {
    const { story, subject, definition } = recorded
    if (!story) return
    if (definition.closes) {
      if (this.#expect(story, subject.uid, false)) story.reached = recorded
    } else if (begins && this.#closable.has(subject.kind)) this.#expect(story, subject.uid, true)
    this.#changed.add(story)
  }

  /** The step's times and namespaces as they are told: counted in at once, so that a story costs the same however long it is. */
  count({ story, at, step }: Recorded, namespaces: readonly string[]): void {
    if (!story) return
    if (step && ((step.at.from === story.from && at.from > story.from) || (step.at.to === story.to && at.to < story.to))) story.stale = true
    story.from = Math.min(story.from, at.from)
    story.to = Math.max(story.to, at.to)
    for (const namespace of namespaces) if (!story.namespaces.includes(namespace)) story.namespaces.push(namespace)
    this.#changed.add(story)
  }

  /** The object is gone: nothing more is expected of it. `by` is the step that says so, if one does. */
  gone(uid: string, by: Recorded | undefined): void {
    for (const story of this.#expecting.get(uid) ?? []) {
      story.goals.delete(uid)
      if (by?.story === story) story.reached = by
      this.#changed.add(story)
    }
    this.#expecting.delete(uid)
  }

  tick(now: number): void {
    for (const story of this.#all.values()) {
      if (story.quiet || now - story.seen <= quietAfter || stateOf(story) !== 'open' || story.goals.size > 0) continue
      story.quiet = true
      this.#changed.add(story)
    }
  }

  forget(recorded: Recorded): void {
    const { story } = recorded
    story?.members.delete(recorded)
    if (story && story.members.size === 0) this.#drop(story)
  }

  /**
   * Stories that differ from what was last told: at once when they begin, end or change hands, a while later (or by `all`) when they only grow.
   * One whose steps all moved to another is told with steps: 0.
   */
  changes(now: number, all: boolean): Story[] {
    const told: Story[] = []
    for (const record of this.#changed) {
      const { story, members } = record
      if (all || !story || members.size === 0 || now - record.told >= pace || turned(record, story)) this.#tell(record, now, told)
      else if (!this.#held.has(record)) {
        record.held = now
        this.#held.add(record)
      }
    }
    this.#changed.clear()
    for (const record of this.#held) {
      if (!all && now - record.held < pace) break
      this.#tell(record, now, told)
    }
    return told
  }

  #tell(record: StoryRecord, now: number, told: Story[]): void {
    this.#held.delete(record)
    if (record.members.size === 0) {
      this.#drop(record)
      if (!record.story || record.story.steps === 0) return
    }
    const story = drawStory(record)
    if (record.story && sameStory(record.story, story)) return
    record.story = story
    record.told = now
    told.push(story)
  }

  /** As they are now, told or put off. */
  recent(): Story[] {
    return [...this.#all.values()].flatMap((record) => (this.#held.has(record) ? drawStory(record) : (record.story ?? [])))
  }

  #storyOf(recorded: Recorded): StoryRecord {
    const before = recorded.primary ?? (recorded.causes.length === 0 ? recorded.proof : undefined)
    if (before?.story) return before.story
    // Its cause is known by name only by now: it stays where it was.
    if (recorded.causes.length > 0 && recorded.story) return recorded.story
    const [root = recorded] = alliance(recorded)
    let story = this.#all.get(root.id)
    if (!story) {
      const { from, to, seen } = root.at
      story = {
        root,
        members: new Set(),
        steps: 0,
        from,
        to,
        seen,
        stale: false,
        goals: none,
        begun: false,
        reached: undefined,
        quiet: false,
        namespaces: [],
        story: undefined,
        told: 0,
        held: 0,
      }
      this.#all.set(root.id, story)
    }
    return story
  }

  #move(recorded: Recorded, to: StoryRecord): void {
    const { story: from, subject, at } = recorded
    if (from) {
      from.members.delete(recorded)
      from.steps--
      from.stale = true
      if (this.#expect(from, subject.uid, false)) this.#expect(to, subject.uid, true)
      if (from.goals.size === 0 && !from.reached) from.begun = false
      if (from.reached === recorded) [from.reached, to.reached] = [undefined, recorded]
      this.#changed.add(from)
    }
    recorded.story = to
    to.members.add(recorded)
    to.steps++
    to.seen = Math.max(to.seen, at.seen)
    to.quiet = false
    this.#changed.add(to)
  }

  #expect(story: StoryRecord, uid: string, expected: boolean): boolean {
    if (!expected) {
      const waiting = this.#expecting.get(uid)
      if (waiting?.delete(story) && waiting.size === 0) this.#expecting.delete(uid)
      return story.goals.delete(uid)
    }
    if (story.goals === none) story.goals = new Set()
    story.goals.add(uid)
    story.begun = true
    this.#expecting.set(uid, (this.#expecting.get(uid) ?? new Set()).add(story))
    return true
  }

  #drop(story: StoryRecord): void {
    this.#all.delete(story.root.id)
    this.#held.delete(story)
    for (const uid of story.goals) this.#expect(story, uid, false)
  }
}
