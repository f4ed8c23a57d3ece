import type { Facts, Slot } from '../wire/step.ts'
import { inert } from './inert.ts'
import { missing } from './render.ts'
import { type Field, type Part, parse } from './template.ts'

/** What the shell is in while a slot is met: nothing, '...' or "...". */
type Quote = '' | "'" | '"'

/** A command line with the facts put in, each so that a POSIX shell takes it as the text it is; plain names stay bare. */
export function shell(template: string, facts: Facts): string {
  return append('', parse(template), facts, missing) ?? ''
}

/** Words after the line so far, whose quotes decide how they are quoted; undefined if one is missing and nothing stands in for it. */
function append(line: string, parts: readonly Part[], facts: Facts, standIn?: string): string | undefined {
  for (const part of parts) {
    if (part.type === 'text') line += part.text
    else if (part.type === 'optional') line = append(line, part.parts, facts) ?? line
    else {
      const value = raw(Object.hasOwn(facts, part.slot) ? facts[part.slot] : undefined, part.field)
      if (value === undefined && standIn === undefined) return undefined
      line += value === undefined ? standIn : quoted(inert(value), quoteAt(line))
    }
  }
  return line
}

/** Whether the end of the line is within quotes. */
function quoteAt(line: string): Quote {
  let quote: Quote = ''
  for (let at = 0; at < line.length; at++) {
    const char = line[at]
    if (char === '\\' && quote !== "'") at++
    else if (quote === '' && (char === "'" || char === '"')) quote = char
    else if (quote === char) quote = ''
  }
  return quote
}

function quoted(text: string, within: Quote): string {
  if (within === "'") return text.replaceAll("'", `'\\''`)
  if (within === '"') return text.replace(/["$`\\]/g, '\\$&')
  // A word that begins with = or - would be expanded by some shells or taken for an option.
  return /^[\w@%+:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Machine form: names as they are, milliseconds and numbers in digits, lists with commas. */
function raw(slot: Slot | undefined, field: Field = 'name'): string | undefined {
  switch (slot?.type) {
    case undefined:
      return undefined
    case 'ref':
      return slot.ref[field] || undefined
    case 'number':
    case 'quantity':
    case 'text':
      return String(slot.value) || undefined
    case 'duration':
      return String(slot.ms)
    case 'time':
      return new Date(slot.at).toISOString()
    case 'list':
      return slot.items.map((item) => raw(item, field)).join(',') || undefined
  }
}
