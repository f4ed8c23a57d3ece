import type { Ref, Slot } from '../wire/step.ts'
import { duration } from './duration.ts'
import { formats } from './formats.ts'
import { inert } from './inert.ts'
import type { Field } from './template.ts'

/** A piece of a sentence; `slot` and `ref` where it stands for something. The text is inert. */
export interface Segment {
  text: string
  slot?: string
  ref?: Ref
}

/** A slot's value in words; undefined if there is nothing to say. */
export function say(slot: Slot | undefined, lang: string, field: Field = 'name'): Segment[] | undefined {
  switch (slot?.type) {
    case undefined:
      return undefined
    case 'ref': {
      const text = slot.ref[field]
      return text ? [{ text: inert(text), ...(field === 'name' && { ref: slot.ref }) }] : undefined
    }
    case 'number':
      return [{ text: formats(lang).number(slot.value) }]
    case 'duration':
      return [{ text: duration(slot.ms, lang) }]
    case 'time':
      return [{ text: formats(lang).time(slot.at) }]
    case 'quantity':
    case 'text':
      return slot.value ? [{ text: inert(slot.value) }] : undefined
    case 'list':
      return list(slot.items, lang, field)
  }
}

/** "a, b and c" in the language's way, each item still a segment of its own. */
function list(items: readonly Slot[], lang: string, field: Field): Segment[] | undefined {
  const said = items.flatMap((item) => {
    const segments = say(item, lang, field)
    return segments ? [segments] : []
  })
  if (said.length === 0) return undefined
  const rest = said.values()
  return formats(lang)
    .list.formatToParts(said.map(() => '-'))
    .flatMap(({ type, value }) => (type === 'element' ? (rest.next().value ?? []) : [{ text: value }]))
}

/** How many a slot stands for, for choosing a plural. */
export function amount(slot: Slot | undefined): number | undefined {
  return slot?.type === 'number' ? slot.value : slot?.type === 'list' ? slot.items.length : undefined
}
