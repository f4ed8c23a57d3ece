/** A parsed template. */
export type Part =
  | { type: 'text'; text: string }
  /** {slot}, {slot.field}, {slot:# Pod|# Pods} */
  | { type: 'slot'; slot: string; field?: Field; forms?: string[] }
  /** [[ in {took}]]: dropped when any slot inside is missing. */
  | { type: 'optional'; parts: Part[] }

export type Field = 'name' | 'namespace' | 'kind'

const most = 5_000
const parsed = new Map<string, readonly Part[]>()

/**
 * Slots begin with a lower-case letter and hold nothing but letters and digits; whatever else stands in braces, such as jsonpath, is text.
 * `{end}` closes a jsonpath range and is therefore no slot.
 */
const slots = /\{(?!end\})([a-z][A-Za-z0-9]*)(?:\.(name|namespace|kind)|:([^{}]*))?\}/g

export function parse(template: string): readonly Part[] {
  let parts = parsed.get(template)
  if (!parts) {
    if (parsed.size >= most) parsed.clear()
    parsed.set(template, (parts = withOptionals(template)))
  }
  return parts
}

/** Optional parts do not nest; one that is not closed is text. */
function withOptionals(template: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (let open = template.indexOf('[['); open >= 0; open = template.indexOf('[[', from)) {
    const close = template.indexOf(']]', open)
    if (close < 0) break
    parts.push(...withSlots(template.slice(from, open)), { type: 'optional', parts: withSlots(template.slice(open + 2, close)) })
    from = close + 2
  }
  return [...parts, ...withSlots(template.slice(from))]
}

function withSlots(template: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const match of template.matchAll(slots)) {
    const [whole, slot = '', field, forms] = match
    if (match.index > from) parts.push({ type: 'text', text: template.slice(from, match.index) })
    parts.push({ type: 'slot', slot, ...(field !== undefined && { field: field as Field }), ...(forms !== undefined && { forms: forms.split('|') }) })
    from = match.index + whole.length
  }
  if (from < template.length) parts.push({ type: 'text', text: template.slice(from) })
  return parts
}
