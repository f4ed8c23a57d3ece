import { readFileSync } from 'node:fs'

export interface Found {
  rule: string
  line: number
}

/**
 * What must be in no repository and no image. The forms are those that their makers document; a form with fixed beginning and length is
 * certain, an assignment is taken for a secret if its value looks drawn by chance.
 */
const forms: Record<string, RegExp> = {
  'private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\\?[rn\s]*(?:[A-Za-z0-9+/=]{16,}|Proc-Type)/,
  'AWS key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'GitHub token': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/,
  'npm token': /\bnpm_[A-Za-z0-9]{36}\b|:_authToken\s*=\s*[^\s$]/,
  'Google key': /\bAIza[0-9A-Za-z_-]{35}\b/,
  'Slack token': /\bxox[abprs]-[0-9A-Za-z-]{20,}/,
  'Stripe key': /\b[rs]k_live_[0-9A-Za-z]{20,}/,
  'signed token (JWT)': /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/,
  'password in a URL': /\b[a-z][a-z0-9+]*:\/\/[^\s:/@'"`{}$<>]+:[^\s:/@'"`{}$<>]{6,}@[\w.-]+\.\w/,
  'key of a kubeconfig': /\bclient-key-data:\s*[A-Za-z0-9+/]{40,}/,
}

const assignment = /\b(?:password|passwd|secret|token|api[_-]?key|private[_-]?key|credential)s?['"]?\s*[:=]\s*['"]([A-Za-z0-9+/_=.-]{20,})['"]/gi

/** Secrets in one file's text, by line. */
export function secretsIn(text: string): Found[] {
  const found: Found[] = []
  text.split('\n').forEach((line, at) => {
    for (const [rule, form] of Object.entries(forms)) if (form.test(line)) found.push({ rule, line: at + 1 })
    for (const [, value = ''] of line.matchAll(assignment)) if (isDrawn(value)) found.push({ rule: 'assigned secret', line: at + 1 })
  })
  // A key's first line is often alone on its line.
  if (!found.some(({ rule }) => rule === 'private key') && forms['private key']!.test(text)) found.push({ rule: 'private key', line: 0 })
  return found
}

/** Letters and digits in no order: more than 3.5 bits a character, and no words and numbers joined by dashes or dots. */
function isDrawn(value: string): boolean {
  if (/^(?:[A-Za-z]+|\d+)(?:[-_./](?:[A-Za-z]+|\d+))*$/.test(value)) return false
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  const bits = [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0)
  return bits > 3.5 && /\d/.test(value) && /[A-Za-z]/.test(value)
}

/** Secrets in files. What is no text is read as Latin-1: a secret in a program is one too. */
export function secretsInFiles(files: readonly string[]): string[] {
  return files.flatMap((file) => secretsIn(readFileSync(file, 'latin1')).map(({ rule, line }) => `${file}:${line} ${rule}`))
}
