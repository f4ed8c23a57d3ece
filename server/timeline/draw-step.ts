import type { Step } from '../wire/step.ts'
import { alike } from './alike.ts'
import { inline } from './evidence.ts'
import type { Recorded } from './record.ts'

/** The step as it is told now. Told steps are never changed: an amendment is a new one. */
export function drawStep(recorded: Recorded, namespaces: string[], seq: number): Step {
  const { id, definition, component, node, subject, at, grade, identity, causes, story, facts, evidence, passage, step } = recorded
  const told: Step = {
    id,
    seq: step?.seq ?? seq,
    key: definition.key,
    component,
    subject,
    at,
    grade,
    identity,
    causes,
    story: story?.root.id ?? id,
    facts,
    evidence: inline(evidence),
    namespaces,
    rev: (step?.rev ?? 0) + 1,
  }
  if (node !== undefined) told.node = node
  if (passage) told.passage = passage
  return told
}

/** Whether an amendment would say nothing new: a signal may tell only what is known. */
export function sameStep(one: Step, other: Step): boolean {
  return (
    one.component === other.component &&
    one.node === other.node &&
    one.story === other.story &&
    one.grade === other.grade &&
    one.identity === other.identity &&
    one.at.from === other.at.from &&
    one.at.to === other.at.to &&
    one.at.seen === other.at.seen &&
    alike(one.causes, other.causes) &&
    alike(one.facts, other.facts) &&
    alike(one.evidence, other.evidence) &&
    alike(one.passage, other.passage)
  )
}
