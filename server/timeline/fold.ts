import type { Evidence, Facts, When } from '../wire/step.ts'
import { judge } from './grade.ts'
import { compareVersions } from './moment.ts'
import type { Recorded } from './record.ts'
import { type Signal, compareSignals } from './signal.ts'

const mostSignals = 12

/** Adds a signal; false if it tells nothing that is not known. */
export function join(recorded: Recorded, signal: Signal): boolean {
  const at = recorded.signals.findIndex(({ source }) => source === signal.source)
  const held = recorded.signals[at]
  if (held && compareVersions(held.rv, signal.rv) >= 0) return false
  if (held) recorded.signals[at] = signal
  else recorded.signals.push(signal)
  recorded.signals.sort(compareSignals)
  if (recorded.signals.length > mostSignals) recorded.signals.pop()
  return true
}

/** Folds the signals into the step, its time excepted (time.ts): whatever their order of arrival, the outcome is the same. */
export function fold(recorded: Recorded): void {
  const { signals, definition } = recorded
  const [best] = signals as [Signal]
  recorded.component = signals.find(({ draft }) => draft.component !== 'unknown')?.draft.component ?? best.draft.component ?? definition.component
  recorded.node = signals.find(({ draft }) => draft.node)?.draft.node
  recorded.passage = signals.find(({ draft }) => draft.passage)?.draft.passage
  recorded.facts = factsOf(signals)
  recorded.evidence = evidenceOf(signals)
  Object.assign(
    recorded,
    signals.length === 1
      ? best.judgement
      : judge(recorded.evidence, {
          floor: definition.floor,
          ceiling: definition.ceiling,
          conflict: signals.some(({ draft }) => draft.conflict),
          gap: signals.every(({ gap }) => gap),
          anonymous: recorded.component === 'unknown',
        }),
  )
  recorded.rv = versionsOf(signals)
  recorded.claim = signals.reduce<Signal['claim']>((best, { claim }) => narrower(best, claim), undefined)
  recorded.timed = signals.some(({ gap, draft }) => draft.at && !gap)
}

/** A better signal's value stands; what only a lesser one knows is added. */
function factsOf(signals: readonly Signal[]): Facts {
  const [best, ...others] = signals as [Signal, ...Signal[]]
  return others.length === 0 ? best.draft.facts : Object.assign({}, ...others.toReversed().map(({ draft }) => draft.facts), best.draft.facts)
}

/** Two Events or two changes are two reasons to believe; the same rule twice is one. */
function evidenceOf(signals: readonly Signal[]): Evidence[] {
  const [best, ...others] = signals as [Signal, ...Signal[]]
  if (others.length === 0) return best.draft.evidence
  const byContent = new Map<string, Evidence>()
  for (const { draft } of signals) for (const evidence of draft.evidence) byContent.set(JSON.stringify(evidence), evidence)
  return [...byContent.values()]
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
  const seen = Math.min(...signals.map((signal) => signal.seen))
  const told = signals.filter(({ gap, draft }) => draft.at && !gap).map(({ draft }) => draft.at)
  const at = told.reduce(narrower, undefined)
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
