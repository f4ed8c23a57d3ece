import type { Explainer, StepDefinition } from '../explainers/explainer.ts'
import { type Rules, rulesOf } from './rules.ts'

/** A step definition with its place in the cast. */
export interface Definition extends StepDefinition {
  /** 'kube-scheduler.bound' */
  key: string
  /** Folder of the component. */
  component: string
  rules: Rules
  /** What it implies, as far as there are such steps. */
  companions: readonly Companion[]
}

export interface Companion {
  definition: Definition
  /** It follows from its proof instead of preceding it. */
  follows: boolean
  /** Its own rules, or else the one of the step that implies it. */
  rules: Rules
}

/** All definitions by key, in reading order. */
export function definitions(explainers: readonly Explainer[]): Map<string, Definition> {
  const all = new Map<string, Definition>()
  for (const { card, steps } of explainers)
    for (const [name, definition] of Object.entries(steps)) all.set(`${card.id}.${name}`, define(definition, `${card.id}.${name}`, card.id))
  for (const definition of all.values()) definition.companions = companionsOf(definition, all)
  return all
}

/** Every definition has all its fields in one order: those of each step are read so often that their shapes must not differ. */
export function define(definition: StepDefinition, key: string, component: string): Definition {
  const { on, when, change, reads, because, implies, opens, closes, floor, ceiling, match } = definition
  const rules = rulesOf(because)
  return { key, component, on, when, change, reads, because, implies, opens, closes, floor, ceiling, match, rules, companions: [] } as Definition
}

function companionsOf({ implies = [] }: Definition, all: ReadonlyMap<string, Definition>): Companion[] {
  return implies.flatMap(({ key, after, open = false }) => {
    const definition = all.get(key)
    return definition ? { definition, follows: open, rules: definition.because ? definition.rules : rulesOf(after && [after]) } : []
  })
}
