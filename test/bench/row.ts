/** What is promised of one figure. */
export interface Row {
  name: string
  unit: string
  bar: { most: number } | { least: number }
}

/** A driver measures one or more rows: per row one value per run. A row without values is missing. */
export interface Driver {
  name: string
  rows: readonly Row[]
  /** What was found beside the figures goes to `say`, one sentence each. */
  measure(say: (line: string) => void): Promise<Record<string, readonly number[]>>
}

export const RUNS = 5

export function isMet({ bar }: Row, measured: number): boolean {
  return 'most' in bar ? measured <= bar.most : measured >= bar.least
}
