import type { Rule } from '../../server/wire/health.ts'

/** A rule as it stands under `rules:` of a Role, ready to be pasted. */
export function ruleText({ apiGroups, resources, verbs }: Rule): string {
  const list = (items: string[]) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`
  return `- apiGroups: ${list(apiGroups)}\n  resources: ${list(resources)}\n  verbs: ${list(verbs)}`
}
