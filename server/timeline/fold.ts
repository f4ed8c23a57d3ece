import type { Evidence, Facts, When } from '../wire/step.ts'
import { alike } from './alike.ts'
import { judge } from './grade.ts'
import { compareVersions } from './moment.ts'
import type { Recorded } from './record.ts'
import { type Signal, compareSignals } from './signal.ts'

const mostSignals = 12

/** Adds a signal; false if it tells nothing that is not known. */
export function join(recorded: Recorded, signal: Signal): boolean {
  const { signals } = recorded
  if (signals.length === 0) {
    recorded.signals = [signal]
    return true
  }
  const at = signals.findIndex(({ source }) => source === signal.source)
  const held = signals[at]
  if (held && compareVersions(held.rv, signal.rv) >= 0) return false
  if (held) signals[at] = signal
  else signals.push(signal)
  signals.sort(compareSignals)
  if (signals.length > mostSignals) signals.pop()
  return true
}

/** Folds the signals into the step, its time excepted (time.ts): whatever their order of arrival, the outcome is the same. */
export function fold(recorded: Recorded): void {
  const { signals, definition } = recorded
  const best = signals[0] as Signal
  if (signals.length === 1) return take(recorded, best)
  recorded.component = signals.find(({ draft }) => draft.component !== 'unknown')?.draft.component ?? best.draft.component ?? definition.component
  recorded.node = signals.find(({ draft }) => draft.node)?.draft.node
  recorded.passage = signals.find(({ draft }) => draft.passage)?.draft.passage
  recorded.facts = factsOf(signals)
  recorded.evidence = evidenceOf(signals)
  const { grade, identity } = judge(recorded.evidence, {
    floor: definition.floor,
    ceiling: definition.ceiling,
    conflict: signals.some(({ draft }) => draft.conflict),
    gap: signals.every(({ gap }) => gap),
    anonymous: recorded.component === 'unknown',
  })
  recorded.grade = grade
  recorded.identity = identity
  recorded.rv = versionsOf(signals)
  recorded.claim = signals.reduce<Signal['claim']>((best, { claim }) => narrower(best, claim), undefined)
  recorded.timed = signals.some(({ gap, draft }) => draft.at && !gap)
}

/** Most steps have one signal. */
function take(recorded: Recorded, { draft, judgement, rv, told, claim, gap }: Signal): void {
  recorded.component = draft.component ?? recorded.definition.component
  recorded.node = draft.node || undefined
  recorded.passage = draft.passage
  recorded.facts = draft.facts
  recorded.evidence = draft.evidence
  recorded.grade = judgement.grade
  recorded.identity = judgement.identity
  recorded.rv = told || !rv ? undefined : { from: rv, to: rv }
  recorded.claim = claim
  recorded.timed = draft.at !== undefined && !gap
}

/** A better signal's value stands; what only a lesser one knows is added. */
function factsOf(signals: readonly Signal[]): Facts {
  return Object.assign({}, ...signals.toReversed().map(({ draft }) => draft.facts))
}

/** Two Events or two changes are two reasons to believe; the same rule twice is one. */
function evidenceOf(signals: readonly Signal[]): Evidence[] {
  const all: Evidence[] = []
  for (const { draft } of signals) for (const one of draft.evidence) if (!all.some((other) => alike(one, other))) all.push(one)
  return all
}

function versionsOf(signals: readonly Signal[]): Recorded['rv'] {
  let range: Recorded['rv']
  for (const { rv, told } of signals) {
    if (told || !rv) continue
    range = { from: range && compareVersions(range.from, rv) < 0 ? range.from : rv, to: range && compareVersions(range.to, rv) > 0 ? range.to : rv }
  }
  return range
}

/**
 * The objects' own time where they tell it, the narrowest of several; else the gap; else the earliest arrival.
 * A whole second stands for all of it, but nothing happens after it was seen: Events are stamped after the write they speak of.
 */
export function timeOf(signals: readonly Signal[]): When {
  let seen = Infinity
  let at: Range
  for (const signal of signals) {
    seen = Math.min(seen, signal.seen)
    if (!signal.gap) at = narrower(at, signal.draft.at)
  }
  if (at) {
    const to = Math.min(seen, at.from === at.to && at.from % 1000 === 0 ? at.from + 999 : Math.max(at.from, at.to))
    return { from: Math.min(at.from, to), to, seen }
  }
  const gap = signals.every((signal) => signal.gap) ? signals[0]?.gap : undefined
  return gap ? { from: gap.from, to: gap.to, seen } : { from: seen, to: seen, seen }
}

type Range = { from: number; to: number } | undefined

function narrower(one: Range, other: Range): Range {
  if (!one || !other) return one ?? other
  const wider = other.to - other.from - (one.to - one.from)
  return wider < 0 || (wider === 0 && other.from < one.from) ? other : one
}
