import type { Step } from '../wire/step.ts'
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
