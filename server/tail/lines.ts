import { caption, componentName, marks, tell } from '../speech/caption.ts'
import type { Card, Catalogue } from '../wire/component.ts'
import type { Entry } from '../wire/events.ts'
import type { Step } from '../wire/step.ts'
import { clock } from './clock.ts'

/**
 * A line cannot be taken back, and what a step is because of is often heard some ms after it: lines wait this long (ms of the source's own time), so that
 * they are told with their authors and below their causes. Nothing waits on the wire or in JSON.
 */
const SETTLING = 500
/** How far lines go to the right at most. */
const DEEPEST = 8
/** Steps whose depth is remembered; causes are minutes away at most. */
const REMEMBERED = 20_000
/** By a card's hue, in the terminal's own colours. */
const colours: Record<Card['hue'], number> = {
  api: 34,
  store: 33,
  scheduler: 35,
  controller: 36,
  kubelet: 32,
  runtime: 32,
  network: 34,
  storage: 33,
  person: 37,
}

export interface Lines {
  /** Takes a step or its amendment. */
  take(entry: Entry): void
  /** The lines that are due at `now`, ms of the source's own time; Infinity: all. */
  due(now: number): string
}

/** One line a step, indented under its cause. A step that was told without its author is told once more when the author is known, marked ↳. */
export function createLines(catalogue: Catalogue, cards: readonly Card[], coloured: boolean): Lines {
  const settling = new Map<string, Step>()
  const told = new Map<string, { depth: number; component: string }>()
  const hues = new Map(cards.map(({ id, hue }) => [id, colours[hue]]))
  const paint = (text: string, code: number) => (coloured && text ? `\u001b[${code}m${text}\u001b[0m` : text)
  let late: string[] = []

  function line(step: Step, depth: number, mark = '') {
    const who = paint(componentName(step.component, catalogue), hues.get(step.component) ?? 37)
    const act = flat(tell(step, catalogue, 'act') ?? caption(step, catalogue))
    const grade = marks[step.grade]
    return `${paint(clock(step.at.from), 2)}  ${'  '.repeat(depth)}${mark}${who}: ${act}${grade ? `  ${paint(grade, 2)}` : ''}\n`
  }

  /** Its cause first, should that still be settling. */
  function tellStep(step: Step): string {
    settling.delete(step.id)
    const [cause] = step.causes
    const waiting = cause && settling.get(cause.id)
    const before = waiting ? tellStep(waiting) : ''
    const above = cause && told.get(cause.id)
    const depth = above ? Math.min(above.depth + 1, DEEPEST) : 0
    told.set(step.id, { depth, component: step.component })
    if (told.size > REMEMBERED) told.delete(told.keys().next().value!)
    return before + line(step, depth)
  }

  return {
    take(entry) {
      const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
      if (!step) return
      const before = told.get(step.id)
      if (!before) settling.set(step.id, step)
      else if (before.component === 'unknown' && step.component !== 'unknown') {
        before.component = step.component
        late.push(line(step, before.depth, '↳ '))
      }
    },
    due(now) {
      const ripe = [...settling.values()]
        .filter(({ at }) => at.seen + SETTLING <= now)
        .sort((one, other) => one.at.from - other.at.from || one.seq - other.seq)
      let text = ''
      for (const step of ripe) if (settling.has(step.id)) text += tellStep(step)
      text += late.join('')
      late = []
      return text
    },
  }
}

export function flat(segments: { text: string }[]): string {
  return segments.map(({ text }) => text).join('')
}
