import { authorName } from './authors.ts'
import type { Verdict } from './referee.ts'
import type { Write } from './writes.ts'

export interface Figures {
  writes: number
  explained: number
  judged: number
  wrong: number
}

export function figures(verdicts: readonly Verdict[]): Figures {
  const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((total, each) => total + of(each), 0)
  return {
    writes: sum((v) => v.writes.length),
    explained: sum((v) => v.explained.length),
    judged: sum((v) => v.judged.length),
    wrong: sum((v) => v.wrong.length),
  }
}

/** What the referee prints: a row per situation, below it what was wrong and what was missed, by name. */
export function report(verdicts: ReadonlyMap<string, Verdict>): string {
  const rows = [...verdicts].flatMap(([name, verdict]) => [row(name, figures([verdict])), ...details(verdict)])
  return [header, ...rows, row('all', figures([...verdicts.values()]))].join('\n')
}

const header = `${'situation'.padEnd(34)}${'writes'.padStart(8)}${'explained'.padStart(18)}${'claims judged'.padStart(15)}${'right'.padStart(10)}`

function row(name: string, { writes, explained, judged, wrong }: Figures): string {
  return (
    name.padEnd(34) +
    String(writes).padStart(8) +
    `${explained} ${percent(explained, writes)}`.padStart(18) +
    String(judged).padStart(15) +
    percent(judged - wrong, judged).padStart(10)
  )
}

function details({ wrong, guessedWrong, missed }: Verdict): string[] {
  const said =
    (verdict: string) =>
    ({ step, write }: Verdict['wrong'][number]): string =>
      `  ${verdict}: ${authorName(write)} ${what(write)}; we said ${step.component}${step.node ? ` on ${step.node}` : ''} (${step.key}, ${step.grade})`
  return [
    ...wrong.map(said('WRONG')),
    ...guessedWrong.map(said('wrong guess')),
    ...counted(missed.map((write) => `  missed: ${authorName(write)} ${what(write)}`)),
  ]
}

function what({ verb, resource, subresource, name }: Write): string {
  return `${verb} ${resource}${subresource ? `/${subresource}` : ''} ${name}`
}

function counted(lines: readonly string[]): string[] {
  return [...Map.groupBy(lines, (line) => line)].map(([line, same]) => (same.length > 1 ? `${line} (${same.length} times)` : line))
}

export const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`)
