import type { StepDefinition } from '../explainers/explainer.ts'
import type { Via } from '../wire/step.ts'

/** A `because` that is ready for use. One object per definition: steps that look by the same rules are kept together. */
export interface Rules {
  /** The best first: the index is the rank. */
  readonly list: NonNullable<StepDefinition['because']>
  readonly vias: readonly Via[]
  /** How a cause of this key may be tied. */
  readonly viasTo: ReadonlyMap<string, readonly Via[]>
}

export const noRules: Rules = { list: [], vias: [], viasTo: new Map() }

export function rulesOf(because: StepDefinition['because']): Rules {
  if (!because) return noRules
  const viasTo = new Map<string, Via[]>()
  for (const { key, via } of because) viasTo.set(key, [...(viasTo.get(key) ?? []), via])
  return { list: because, vias: [...new Set(because.map(({ via }) => via))], viasTo }
}
