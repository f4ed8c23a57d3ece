import type { Step } from '../../server/wire/step.ts'
import type { Row } from './fold.ts'

/** ms: the same thing done again within this time is told as one. */
const TOGETHER = 1500

/** A story as it went, line by line: what the same component did the same way within a moment is one line. A line with `current` in it speaks of that step. */
export function railRows(steps: readonly Step[], current?: string): Row[] {
  const rows: Row[] = []
  const open = new Map<string, Row>()
  for (const step of steps.toSorted((a, b) => a.at.from - b.at.from || a.seq - b.seq)) {
    const key = `${step.key} ${step.component} ${step.grade === 'inferred'}`
    const row = open.get(key)
    const last = row && (row.others.at(-1) ?? row.step)
    if (row && last && step.at.from - last.at.to <= TOGETHER && step.subject.kind === row.step.subject.kind) row.others.push(step)
    else {
      const fresh: Row = { step, others: [], facts: step.facts, depth: 0, folded: false, opens: false }
      open.set(key, fresh)
      rows.push(fresh)
    }
  }
  return rows.map((row) => spokenBy(row, current))
}

function spokenBy(row: Row, current: string | undefined): Row {
  const speaker = row.others.find(({ id }) => id === current)
  return speaker ? { ...row, step: speaker, facts: speaker.facts, others: [row.step, ...row.others.filter((step) => step !== speaker)] } : row
}
