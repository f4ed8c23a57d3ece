import type { Evidence, Facts, Ref, Slot } from '../wire/step.ts'

/** Every namespace that the subject, the facts or the evidence name, in order. Causes are ids and name none. */
export function namespacesOf(subject: Ref, facts: Facts, evidence: readonly Evidence[]): string[] {
  const found = new Set<string>()
  add(found, subject)
  for (const name in facts) addSlot(found, facts[name] as Slot)
  for (const one of evidence) {
    if ('ref' in one) add(found, one.ref)
    if (one.type === 'event') add(found, one.about)
  }
  // Most speak of one.
  return found.size === 1 ? [...found] : [...found].sort()
}

function add(found: Set<string>, { kind, namespace, name }: Ref): void {
  if (namespace) found.add(namespace)
  else if (kind === 'Namespace') found.add(name)
}

function addSlot(found: Set<string>, slot: Slot): void {
  if (slot.type === 'ref') add(found, slot.ref)
  else if (slot.type === 'list') for (const item of slot.items) addSlot(found, item)
}
