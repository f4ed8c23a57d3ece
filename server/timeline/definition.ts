import type { Explainer, StepDefinition } from '../explainers/explainer.ts'

/** A step definition with its place in the cast. */
export interface Definition extends StepDefinition {
  /** 'kube-scheduler.bound' */
  key: string
  /** Folder of the component. */
  component: string
}

/** All definitions by key, in reading order. */
export function definitions(explainers: readonly Explainer[]): Map<string, Definition> {
  const all = new Map<string, Definition>()
  for (const { card, steps } of explainers) {
    for (const [name, definition] of Object.entries(steps))
      all.set(`${card.id}.${name}`, { ...definition, key: `${card.id}.${name}`, component: card.id })
  }
  return all
}
