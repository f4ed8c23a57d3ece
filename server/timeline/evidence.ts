import type { Evidence } from '../wire/step.ts'

const largest = 2_048

/** What travels with the step: a large piece is replaced by its number and size, and fetched by whoever opens it. */
export function inline(evidence: readonly Evidence[]): Evidence[] {
  return evidence.map((one, part) => {
    if (one.type === 'stored' || estimate(one) <= largest / 2) return one
    const bytes = byteLength(JSON.stringify(one))
    return bytes <= largest ? one : { type: 'stored', of: one.type, part, bytes }
  })
}

/** Texts are what makes a piece large: most pieces are known to be small without being printed. */
function estimate(evidence: Evidence): number {
  let length = 500
  for (const value of Object.values(evidence)) if (typeof value === 'string') length += value.length * 3
  return length
}

/** UTF-8 bytes of the JSON. */
function byteLength(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}
