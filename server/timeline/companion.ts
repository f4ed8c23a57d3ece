import type { Draft } from '../explainers/explainer.ts'

/** What must have happened outside the API, told as a draft of the step that it is. */
export function companion(key: string, proof: Draft, proofId: string): Draft | undefined {
  const facts = proof.implied?.[key]
  if (!facts) return undefined
  const { subject, discriminator, node, seeks, at } = proof
  return {
    subject,
    discriminator,
    facts,
    evidence: [{ type: 'implied', of: proofId, rule: key }],
    ...(at && { at }),
    ...(node !== undefined && { node }),
    ...(seeks && { seeks }),
  }
}
