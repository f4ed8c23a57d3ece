import type { Step } from '../wire/step.ts'
import { inline } from './evidence.ts'
import type { Recorded } from './record.ts'

/** The step as it is told now. Told steps are never changed: an amendment is a new one. */
export function drawStep(recorded: Recorded, namespaces: string[], seq: number): Step {
  const { id, definition, component, node, subject, at, grade, identity, causes, story, facts, evidence, passage, step } = recorded
  return {
    id,
    seq: step?.seq ?? seq,
    key: definition.key,
    component,
    ...(node !== undefined && { node }),
    subject,
    at,
    grade,
    identity,
    causes,
    story: story?.root.id ?? id,
    facts,
    evidence: inline(evidence),
    ...(passage && { passage }),
    namespaces,
    rev: (step?.rev ?? 0) + 1,
  }
}

export function sameStep(one: Step, other: Step): boolean {
  return JSON.stringify({ ...one, rev: 0 }) === JSON.stringify({ ...other, rev: 0 })
}
