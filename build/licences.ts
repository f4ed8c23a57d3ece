import type { Component } from './component.ts'

/** Licences that a bundle may contain: they ask for no more than their notice, which NOTICES.txt gives. */
export const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'PSF-2.0',
  'Unlicense',
])

/** Shared libraries of the system may have these too: unmodified, in files of their own that can be replaced. */
export const ofLibraries: ReadonlySet<string> = new Set([...permissive, 'LGPL-2.1-or-later', 'GPL-3.0-or-later WITH GCC-exception-3.1'])

/** Whether an SPDX expression can be met with these licences alone. What is no expression cannot. */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const any = (): boolean => {
    let met = all()
    // Both sides are read whatever the first says: `||` alone would leave words behind.
    while (words[at] === 'OR') met = (at++, all()) || met
    return met
  }
  const all = (): boolean => {
    let met = one()
    while (words[at] === 'AND') met = (at++, one()) && met
    return met
  }
  const one = (): boolean => {
    const word = words[at++]
    if (word === '(') {
      const met = any()
      return words[at++] === ')' && met
    }
    if (words[at] === 'WITH') return allowed.has(`${word} WITH ${words[(at += 2) - 1]}`)
    return word !== undefined && allowed.has(word)
  }
  return any() && at === words.length
}

/** Throws with every component that may not ship: a licence that is not allowed, or one that is named without its text. */
export function checkLicences(components: readonly Component[], allowed: ReadonlySet<string>): void {
  const refused = components.flatMap(({ name, version, licence, texts }) => {
    if (!isAllowed(licence, allowed)) return [`${name} ${version}: ${licence || 'no licence named'} is not on the list`]
    return texts.length === 0 ? [`${name} ${version}: ${licence}, but it brings no licence text along`] : []
  })
  if (refused.length > 0) throw new Error(`Licences that cannot ship (build/licences.ts is the list):\n  ${refused.join('\n  ')}`)
}
