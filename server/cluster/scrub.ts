import { own } from './own.ts'

/** What is kept of a message, in UTF-16 units. */
const KEPT = 2048

/**
 * Things that look like credentials. Messages are free text of controllers, kubelets and container runtimes: they quote URLs, headers and
 * output of failing hooks. An open PEM block runs to the end of the text.
 */
const credentials =
  /eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?|\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\b(?:gh[opsur]_|github_pat_|glpat-|xox[abposr]-)[\w-]{8,}|-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)|\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}|(?<=:\/\/)[^\s/@]+@|(?<=\b(?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|credential|sig|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token)["']?\s{0,2}[=:]\s{0,2}["']?)[^\s"'&,;]+/gi

const known = new Map<string, string>()

/** A message fit to be kept: credentials replaced by "***", cut at 2 KiB with an ellipsis; the rest is let go of. */
export function scrub(text: string): string
export function scrub(text: string | null | undefined): string | undefined
export function scrub(text: string | null | undefined): string | undefined {
  if (!text) return text ?? undefined
  const same = known.get(text)
  if (same !== undefined) return same
  const read = whole(text)
  const clean = cut(read.replace(credentials, '***'), read.length < text.length)
  if (text.length <= 256) {
    if (known.size >= 4_096) known.clear()
    known.set(text, clean)
  }
  return clean
}

/** Twice what is kept, back to the last blank: half a credential at the edge would not be recognised as one. */
function whole(text: string): string {
  if (text.length <= 2 * KEPT) return text
  const head = text.slice(0, 2 * KEPT)
  return head.slice(0, Math.max(0, head.search(/\s\S*$/)))
}

function cut(text: string, more: boolean): string {
  return text.length <= KEPT && !more ? text : own(`${text.slice(0, KEPT)}…`)
}
