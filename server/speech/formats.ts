/** Formatters of a language; to make one costs a thousand times what using it costs. */
export interface Formats {
  number(value: number): string
  /** At most two digits after the decimal sign. */
  decimal(value: number): string
  time(ms: number): string
  list: Intl.ListFormat
  plural: Intl.PluralRules
}

const made = new Map<string, Formats>()

export function formats(lang: string): Formats {
  let found = made.get(lang)
  if (!found) made.set(lang, (found = make(lang)))
  return found
}

function make(lang: string): Formats {
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 3 })
  const decimal = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 })
  const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  return {
    number: (value) => number.format(value),
    decimal: (value) => decimal.format(value),
    time: (ms) => time.format(ms),
    list: new Intl.ListFormat(lang, { type: 'conjunction' }),
    plural: new Intl.PluralRules(lang),
  }
}
