import type { Facts, Slot, Step } from '../../server/wire/step.ts'

/** One line of a story: a step, or several that did the same thing for the same cause, told as one. */
export interface Row {
  step: Step
  /** Folded into this line besides `step`. */
  others: Step[]
  /** The facts of all of them: what differs becomes a list. */
  facts: Facts
  /** How many causes lie above it. */
  depth: number
  /** Has branches below it that are not shown. */
  folded: boolean
  /** Can be opened or closed. */
  opens: boolean
  /** What caused it may not be seen: that is said above it, once for all that follow. */
  elsewhere?: true
}

/** Stands for every cause that this viewer may not see. */
export const ELSEWHERE = 'elsewhere'

/**
 * The causal tree as lines, causes before effects, siblings by time. Of siblings with the same key the one on the critical path
 * (else the first) is told with its branch; the others become one line, unless `open` names its step.
 */
export function foldStory(steps: readonly Step[], critical: ReadonlySet<string>, open: ReadonlySet<string>): Row[] {
  const ids = new Set(steps.map((step) => step.id))
  const children = Map.groupBy(
    steps.toSorted((a, b) => a.at.from - b.at.from || a.seq - b.seq),
    (step) => step.causes.find((cause) => ids.has(cause.id))?.id ?? (step.causes[0]?.id === ELSEWHERE ? ELSEWHERE : ''),
  )
  const rows: Row[] = []
  const told = new Set<string>()
  const tell = (parent: string, depth: number) => {
    for (const siblings of grouped(children.get(parent) ?? [])) {
      const fresh = siblings.filter(({ id }) => !told.has(id))
      fresh.forEach(({ id }) => told.add(id))
      const leaves = fresh.every(({ id }) => !children.has(id))
      const first = fresh.find(({ id }) => critical.has(id)) ?? fresh[0]
      if (!first) continue
      const rest = fresh.filter((step) => step !== first)
      if (leaves) {
        branch([first, ...rest], depth, rest.length > 0, false)
        continue
      }
      branch([first], depth, false, true)
      if (rest.length > 0) branch(rest, depth, true, true)
    }
  }
  const branch = (group: Step[], depth: number, opens: boolean, deep: boolean) => {
    const [step, ...others] = group as [Step, ...Step[]]
    const isOpen = open.has(step.id)
    if (opens && !isOpen) {
      rows.push({ step, others, facts: mergedFacts(group), depth, folded: deep, opens: others.length > 0 || deep })
      group.forEach(({ id }) => swallow(id))
      return
    }
    for (const one of group) {
      rows.push({ step: one, others: [], facts: one.facts, depth, folded: false, opens: opens && one === step })
      if (deep) tell(one.id, depth + 1)
    }
  }
  const swallow = (parent: string) => {
    for (const { id } of children.get(parent) ?? []) {
      if (told.has(id)) continue
      told.add(id)
      swallow(id)
    }
  }
  const tellElsewhere = () => {
    const from = rows.length
    tell(ELSEWHERE, 1)
    const first = rows[from]
    if (first) rows[from] = { ...first, elsewhere: true }
  }
  const [root, hidden] = [children.get('')?.[0], children.get(ELSEWHERE)?.[0]]
  if (root && hidden && root.at.from <= hidden.at.from) {
    tell('', 0)
    tellElsewhere()
  } else {
    tellElsewhere()
    tell('', 0)
  }
  // causes that go round in a circle have no beginning; nothing that happened is left out
  for (const step of steps) {
    if (told.has(step.id)) continue
    told.add(step.id)
    branch([step], 0, false, true)
  }
  return rows
}

const grouped = (siblings: Step[]) => Map.groupBy(siblings, (step) => `${step.key} ${step.grade === 'inferred'}`).values()

/** What is the same in all stays; what differs becomes a list without repetitions. */
export function mergedFacts(steps: readonly Step[]): Facts {
  const [first, ...rest] = steps
  if (!first || rest.length === 0) return first?.facts ?? {}
  return Object.fromEntries(
    Object.entries(first.facts).map(([name, slot]) => {
      const items = new Map<string, Slot>([[JSON.stringify(slot), slot]])
      for (const step of rest) {
        const other = step.facts[name]
        if (other) items.set(JSON.stringify(other), other)
      }
      return [name, items.size === 1 ? slot : { type: 'list', items: [...items.values()] }]
    }),
  )
}
