import { bind, type Bindings, type LinePattern, type Part, type StoryPattern } from './pattern.ts'
import { lineOf } from './print.ts'
import { slotText, type Told, type ToldStory } from './tree.ts'

export interface Mismatch {
  /** How many steps had found their line when this went wrong: the attempt that came furthest is reported. */
  matched: number
  message: string
}

interface Search {
  best: Mismatch
  /** Attempts left: a story.txt that is too vague ends with a message instead of a hanging test. */
  budget: { left: number }
  /** Why a step that fitted its line was not taken after all: what was wrong below it. */
  why: Map<Told, string>
}

/**
 * Whether the stories told are the stories expected: every line found, no step left over, each under its cause, in order.
 * Returns undefined if so, otherwise the mismatch of the attempt that came furthest.
 */
export function mismatch(expected: readonly StoryPattern[], told: readonly ToldStory[]): Mismatch | undefined {
  const search: Search = { best: { matched: -1, message: 'nothing was told' }, budget: { left: 500_000 }, why: new Map() }
  for (const _ of stories(expected, told, new Map(), 0, search)) return undefined
  if (search.budget.left <= 0) return { matched: search.best.matched, message: `too many ways to read it; the furthest: ${search.best.message}` }
  return search.best
}

function* stories(
  expected: readonly StoryPattern[],
  told: readonly ToldStory[],
  bindings: Bindings,
  matched: number,
  search: Search,
  times = 0,
): Generator<Bindings> {
  const [pattern, ...later] = expected
  if (!pattern) {
    if (told.length === 0) yield bindings
    else fail(search, matched, `a story that nobody expected: ${told[0]?.roots.map((root) => lineOf(root.step)).join(' | ')}`)
    return
  }
  if (times >= pattern.min) yield* stories(later, told, bindings, matched, search)
  else if (told.length === 0) fail(search, matched, `line ${pattern.line}: story "${pattern.title}" is missing`)
  if (times >= pattern.max) return
  for (const story of told) {
    const rest = told.filter((other) => other !== story)
    const { roots, lifted } = lift(story.roots, pattern.anywhere)
    const [whole, single] = [pattern.anywhere.filter(hasChildren), pattern.anywhere.filter((line) => !hasChildren(line))]
    const trees = lifted.filter((told) => whole.some((line) => fits(line, told, new Map())))
    const singles = lifted.filter((told) => !trees.includes(told))
    for (const [between, placed] of parts(pattern.parts, roots, [], bindings, matched, search, `story "${pattern.title}"`)) {
      for (const [after, count] of parts([{ anyOrder: whole }], trees, [], between, placed, search, `story "${pattern.title}", anywhere`)) {
        const off = miscounted(single, singles, after)
        if (off) fail(search, count, off)
        // What is bound in one of several is its own.
        else yield* stories(expected, rest, pattern.max > 1 ? bindings : after, count + singles.length, search, times + 1)
      }
    }
  }
}

const hasChildren = (line: LinePattern): boolean => line.children.length > 0

/** Takes out of the trees what may stand anywhere. What it caused goes with it if that is expected below it, else it moves up to what caused it. */
function lift(roots: readonly Told[], anywhere: readonly LinePattern[]): { roots: Told[]; lifted: Told[] } {
  const lifted: Told[] = []
  const rise = (told: Told): Told[] => {
    const children = told.children.flatMap(rise)
    const lines = anywhere.filter((line) => fits(line, told, new Map()))
    if (lines.length === 0) return [{ ...told, children }]
    const keeps = lines.some(hasChildren)
    lifted.push({ ...told, children: keeps ? children : [] })
    return keeps ? [] : children
  }
  const left = roots.flatMap(rise)
  return { roots: left.toSorted((a, b) => a.step.at.from - b.step.at.from), lifted }
}

function miscounted(anywhere: readonly LinePattern[], lifted: readonly Told[], bindings: Bindings): string | undefined {
  const left = new Set(lifted)
  for (const line of anywhere) {
    const found = [...left].filter((told) => fits(line, told, bindings)).slice(0, line.max)
    for (const told of found) left.delete(told)
    if (found.length < line.min) return `line ${line.line}: told ${found.length} times: ${line.text}`
  }
  const [first] = left
  return first && `more often than expected: ${lineOf(first.step)}`
}

/** Every way to give all `steps` to `expected`. `before`: siblings already placed, which none of the next may precede for certain. */
function* parts(
  expected: readonly Part[],
  steps: readonly Told[],
  before: readonly Told[],
  bindings: Bindings,
  matched: number,
  search: Search,
  where: string,
): Generator<[Bindings, number]> {
  const [part, ...later] = expected
  if (!part) {
    if (steps.length === 0) yield [bindings, matched]
    else fail(search, matched, `not expected under ${where}: ${list(steps, search)}`)
    return
  }
  if ('anyOrder' in part) {
    yield* anyOrder(part.anyOrder, later, steps, before, [], bindings, matched, search, where)
    return
  }
  for (const [taken, rest, after, count] of take(part, part.min, part.max, steps, before, bindings, matched, search, 0)) {
    yield* parts(later, rest, [...before, ...taken], after, count, search, where)
  }
}

function* anyOrder(
  group: readonly Part[],
  later: readonly Part[],
  steps: readonly Told[],
  before: readonly Told[],
  placed: readonly Told[],
  bindings: Bindings,
  matched: number,
  search: Search,
  where: string,
): Generator<[Bindings, number]> {
  const [part, ...others] = group
  if (!part) {
    yield* parts(later, steps, [...before, ...placed], bindings, matched, search, where)
    return
  }
  if ('anyOrder' in part) {
    yield* anyOrder([...part.anyOrder, ...others], later, steps, before, placed, bindings, matched, search, where)
    return
  }
  for (const [taken, rest, after, count] of take(part, part.min, part.max, steps, before, bindings, matched, search, 0)) {
    yield* anyOrder(others, later, rest, before, [...placed, ...taken], after, count, search, where)
  }
}

/** Every way to give min..max of the steps to one line, as many as possible first. Repetitions are alike, so only ascending picks are tried. */
function* take(
  line: LinePattern,
  min: number,
  max: number,
  steps: readonly Told[],
  before: readonly Told[],
  bindings: Bindings,
  matched: number,
  search: Search,
  from: number,
): Generator<[Told[], Told[], Bindings, number]> {
  let found = false
  const end = max > 0 ? steps.length : from
  for (let i = from; i < end; i++) {
    const candidate = steps[i]
    if (!candidate || search.budget.left-- <= 0) break
    for (const [after, count] of one(line, candidate, before, bindings, matched, search)) {
      found = true
      const rest = steps.toSpliced(i, 1)
      // What a repetition binds is its own; a line that stands once binds for the lines after it.
      const kept = line.max > 1 ? bindings : after
      for (const [taken, left, last, total] of take(line, min - 1, max - 1, rest, before, kept, count, search, i)) {
        yield [[candidate, ...taken], left, last, total]
      }
      if (line.max > 1) break
    }
  }
  if (min <= 0) yield [[], [...steps], bindings, matched]
  else if (!found) fail(search, matched, `line ${line.line}: not told (${min} more): ${line.text}; left: ${list(steps, search)}`)
}

function* one(
  line: LinePattern,
  told: Told,
  before: readonly Told[],
  bindings: Bindings,
  matched: number,
  search: Search,
): Generator<[Bindings, number]> {
  const after = fits(line, told, bindings)
  if (!after) return
  const late = before.find((other) => told.step.at.to < other.step.at.from)
  if (late) {
    fail(search, matched, `line ${line.line}: told before ${lineOf(late.step)}, expected after it: ${line.text}`)
    return
  }
  const below: Search = { ...search, best: { matched: -1, message: '' } }
  let found = false
  for (const each of parts(line.children, told.children, [], after, matched + 1, below, `line ${line.line} (${line.text})`)) {
    found = true
    yield each
  }
  if (!found) search.why.set(told, below.best.message)
  fail(search, below.best.matched, below.best.message)
}

/** The line alone, without order and children. */
export function fits(line: LinePattern, { step, cause }: Told, bindings: Bindings): Bindings | undefined {
  if (step.key.slice(step.key.lastIndexOf('.') + 1) !== line.step) return undefined
  if (line.grade && line.grade !== step.grade) return undefined
  if (line.identity && line.identity !== step.identity) return undefined
  let now = bind(line.component, step.component, bindings)
  if (line.subject) {
    if (line.subject.kind !== step.subject.kind) return undefined
    now = now && bind(line.subject.name, step.subject.name, now)
  }
  if (line.node !== undefined) now = now && (step.node === undefined ? undefined : bind(line.node, step.node, now))
  if (line.because) {
    if (cause?.key.slice(cause.key.lastIndexOf('.') + 1) !== line.because.step) return undefined
    now = now && bind(line.because.component, cause.component, now)
  }
  for (const { name, value } of line.facts) {
    const slot = step.facts[name]
    now = now && (slot ? bind(value, slotText(slot), now) : undefined)
  }
  return now
}

function fail(search: Search, matched: number, message: string): void {
  if (matched > search.best.matched) search.best = { matched, message }
}

function list(steps: readonly Told[], search: Search): string {
  if (steps.length === 0) return 'nothing'
  return steps.map((each) => lineOf(each.step) + (search.why.has(each) ? ` [no: ${search.why.get(each)}]` : '')).join(' | ')
}
