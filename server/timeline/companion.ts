import type { Draft, StepDefinition } from '../explainers/explainer.ts'
import type { Definition } from './definition.ts'

type Implication = NonNullable<StepDefinition['implies']>[number]

/** What must have happened outside the API, told as a draft of the step that it is. */
export function companion(implication: Implication, proof: Draft, proofId: string): Draft | undefined {
  const facts = proof.implied?.[implication.key]
  if (!facts) return undefined
  const { subject, discriminator, node, seeks, at } = proof
  return {
    subject,
    discriminator,
    facts,
    evidence: [{ type: 'implied', of: proofId, rule: implication.key }],
    ...(at && { at }),
    ...(node !== undefined && { node }),
    ...(seeks && { seeks }),
  }
}

/** Its own rules, or else the one of the step that implies it. */
export function becauseOf(implication: Implication, definition: Definition): Definition['because'] {
  return definition.because ?? (implication.after && [implication.after])
}
