import type { Ref } from '../wire/step.ts'
import type { Story } from '../wire/story.ts'
import { alliance } from './intents.ts'
import type { Recorded } from './record.ts'
import type { StoryRecord } from './story-record.ts'

/** Longest critical path that is told. */
const longest = 500

/** The wire's form. */
export function drawStory(record: StoryRecord): Story {
  const { root } = record
  if (record.stale) refresh(record)
  const state = stateOf(record)
  const path = state === 'done' ? pathTo(record.reached) : []
  const gap = longestWait(path)
  return {
    id: root.id,
    key: root.definition.key,
    component: root.component,
    subject: root.subject,
    subjects: subjectsOf(root),
    state,
    from: record.from,
    to: record.to,
    steps: record.steps,
    critical: path.map(({ id }) => id),
    ...(gap && { gap }),
    namespaces: record.namespaces.toSorted(),
    rev: (record.story?.rev ?? 0) + 1,
  }
}

function subjectsOf(root: Recorded): Ref[] {
  if (root.allies.size === 0) return [root.subject]
  return [...new Map(alliance(root).map(({ subject }) => [subject.uid, subject])).values()]
}

/** Whether it has become another than was told, and not only longer. */
export function turned(record: StoryRecord, told: Story): boolean {
  const { root } = record
  return stateOf(record) !== told.state || root.component !== told.component || subjectsOf(root).length !== told.subjects.length
}

/** After a step left or its time was narrowed. Of steps that are forgotten the story keeps what it has. */
function refresh(record: StoryRecord): void {
  record.stale = false
  if (record.steps > record.members.size || record.members.size === 0) return
  record.from = Infinity
  record.to = -Infinity
  const namespaces = new Set<string>()
  for (const { at, step } of record.members) {
    record.from = Math.min(record.from, at.from)
    record.to = Math.max(record.to, at.to)
    for (const namespace of step?.namespaces ?? []) namespaces.add(namespace)
  }
  record.namespaces = [...namespaces]
}

export function stateOf({ goals, begun, quiet, steps }: StoryRecord): Story['state'] {
  if (steps === 0) return 'quiet'
  return goals.size === 0 && begun ? 'done' : quiet ? 'quiet' : 'open'
}

function pathTo(last: Recorded | undefined): Recorded[] {
  const path: Recorded[] = []
  for (let at = last; at && path.length < longest; at = at.primary) path.unshift(at)
  return path
}

function longestWait(path: readonly Recorded[]): Story['gap'] {
  let gap: Story['gap']
  for (const [at, after] of path.entries()) {
    const before = path[at - 1]
    const ms = before ? Math.max(0, Math.round(after.at.from - before.at.to)) : 0
    if (before && ms > (gap?.ms ?? 0)) gap = { before: before.id, after: after.id, ms }
  }
  return gap
}

/** Whether nothing would be told anew. */
export function sameStory(one: Story, other: Story): boolean {
  return (
    one.state === other.state &&
    one.steps === other.steps &&
    one.from === other.from &&
    one.to === other.to &&
    one.component === other.component &&
    one.subjects.length === other.subjects.length &&
    one.namespaces.length === other.namespaces.length &&
    one.critical.join() === other.critical.join()
  )
}
