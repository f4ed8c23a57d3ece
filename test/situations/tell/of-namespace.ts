import type { Step } from '../../../server/wire/step.ts'

/** The steps that concern a namespace. */
export function ofNamespace(steps: readonly Step[], namespace: string): Step[] {
  return steps.filter((step) => step.subject.namespace === namespace || step.namespaces.includes(namespace))
}
