import type { Evidence } from '../wire/step.ts'

const largest = 2_048
/** Characters of text that fit into it with the rest, each at three bytes. */
const surelySmall = 400

/** What travels with the step: a large piece is replaced by its number and size, and fetched by whoever opens it. */
export function inline(evidence: readonly Evidence[]): Evidence[] {
  return evidence.some(isLong) ? evidence.map(store) : (evidence as Evidence[])
}

function store(one: Evidence, part: number): Evidence {
  if (one.type === 'stored' || !isLong(one)) return one
  const bytes = byteLength(JSON.stringify(one))
  return bytes <= largest ? one : { type: 'stored', of: one.type, part, bytes }
}

/** Texts are what makes a piece large: most pieces are known to be small without being printed. */
function isLong(evidence: Evidence): boolean {
  let length = 0
  for (const name in evidence) {
    const value = evidence[name as keyof Evidence] as unknown
    if (typeof value === 'string') length += value.length
  }
  return length > surelySmall
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
