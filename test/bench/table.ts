import { isMet, type Row } from './row.ts'
import { median } from './statistics.ts'

export interface Line {
  name: string
  measured: string
  bar: string
  met: string
  runs: string
}

const digits = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2))

/** undefined if the row is missing. */
export function lineOf(row: Row, values: readonly number[] | undefined): Line | undefined {
  const measured = median(values ?? [])
  if (!Number.isFinite(measured)) return undefined
  const bar = 'most' in row.bar ? `≤ ${row.bar.most}` : `≥ ${row.bar.least}`
  return {
    name: row.name,
    measured: `${digits(measured)} ${row.unit}`,
    bar: `${bar} ${row.unit}`,
    met: isMet(row, measured) ? 'yes' : '**no**',
    runs: values!.map(digits).join(', '),
  }
}

const HEAD = '| what | measured | bar | met | runs |\n|---|---|---|---|---|\n'

export function table(lines: readonly Line[]): string {
  return HEAD + lines.map(({ name, measured, bar, met, runs }) => `| ${name} | ${measured} | ${bar} | ${met} | ${runs} |\n`).join('')
}

/** The lines of the table in this text. */
export function readTable(text: string): Line[] {
  return [...text.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$/gm)]
    .map(([, name = '', measured = '', bar = '', met = '', runs = '']) => ({ name, measured, bar, met, runs }))
    .filter(({ name }) => name !== 'what')
}
