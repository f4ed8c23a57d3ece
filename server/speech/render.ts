import type { Facts } from '../wire/step.ts'
import { formats } from './formats.ts'
import { type Part, parse } from './template.ts'
import { type Segment, amount, say } from './value.ts'

export type { Segment }

/** Stands where a slot is missing outside an optional part: a fault of the text or of the step, which tests look for. */
export const missing = '…'

/**
 * A template with the facts put in. Understands {slot}, {slot.name|namespace|kind}, {n:# Pod|# Pods} (the forms that the language has: English
 * one|other, Vietnamese one form) and [[optional parts]], which are dropped when a slot inside them is missing.
 */
export function render(template: string, facts: Facts, lang: string): Segment[] {
  return parse(template).flatMap((part) =>
    part.type === 'optional' ? (whole(part.parts, facts, lang) ?? []) : (said(part, facts, lang) ?? [{ text: missing }]),
  )
}

export function plain(template: string, facts: Facts, lang: string): string {
  return textOf(render(template, facts, lang))
}

export function textOf(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('')
}

function whole(parts: readonly Part[], facts: Facts, lang: string): Segment[] | undefined {
  const segments: Segment[] = []
  for (const part of parts) {
    const words = said(part, facts, lang)
    if (!words) return undefined
    segments.push(...words)
  }
  return segments
}

function said(part: Part, facts: Facts, lang: string): Segment[] | undefined {
  if (part.type === 'text') return [{ text: part.text }]
  if (part.type === 'optional') return whole(part.parts, facts, lang)
  const { slot, field, forms } = part
  const value = Object.hasOwn(facts, slot) ? facts[slot] : undefined
  return (forms ? plural(forms, amount(value), lang) : say(value, lang, field))?.map((segment) => ({ ...segment, slot }))
}

const other = 1

function plural(forms: readonly string[], count: number | undefined, lang: string): Segment[] | undefined {
  if (count === undefined) return undefined
  const { number, plural } = formats(lang)
  const form = plural.select(count) === 'one' ? forms[0] : (forms[other] ?? forms[0])
  return [{ text: (form ?? '').replaceAll('#', number(count)) }]
}
