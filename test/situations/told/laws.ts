import type { Step } from '../../../server/wire/step.ts'

/**
 * What holds for any steps, whatever happened: ids are unique, a step belongs to the story of its primary cause,
 * and no cause is certainly later than its effect. Returns one sentence per breach.
 */
export function breaches(steps: readonly Step[]): string[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const said = (step: Step): string => `${step.key} ${step.subject.kind}/${step.subject.name}`
  const found = byId.size === steps.length ? [] : [`${steps.length - byId.size} steps share an id with another`]
  for (const step of steps) {
    if (step.at.from > step.at.to) found.push(`${said(step)} ends before it begins`)
    for (const [i, { id }] of step.causes.entries()) {
      const cause = byId.get(id)
      if (!cause) continue
      if (cause.at.from > step.at.to) found.push(`${said(step)} is told before its cause ${said(cause)} (${cause.at.from - step.at.to} ms)`)
      if (i === 0 && cause.story !== step.story) found.push(`${said(step)} is not in the story of its cause ${said(cause)}`)
    }
  }
  return found
}
