import { describe, expect, it } from 'vitest'
import type { Component } from '../../build/component.ts'
import { checkLicences, isAllowed, ofLibraries, permissive } from '../../build/licences.ts'

describe('licences', () => {
  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'GPL-3.0-only OR MIT', 'MIT AND ISC', '(MIT AND (ISC OR GPL-2.0-only))'])('%s may ship', (expression) => {
    expect(isAllowed(expression, permissive)).toBe(true)
  })

  it.each([
    '',
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'AGPL-3.0-only OR SSPL-1.0',
    'SEE LICENSE IN LICENSE.md',
    'UNLICENSED',
    '(MIT',
    'MIT)',
    'MIT ISC',
    'LGPL-2.1-or-later',
    'Apache-2.0 WITH LLVM-exception',
  ])('%j may not', (expression) => {
    expect(isAllowed(expression, permissive)).toBe(false)
  })

  it('libraries of the system may be LGPL, or GPL with the exception for programs that use them; GPL by itself not', () => {
    expect(['LGPL-2.1-or-later', 'GPL-3.0-or-later WITH GCC-exception-3.1', 'MIT'].map((expression) => isAllowed(expression, ofLibraries))).toEqual([
      true,
      true,
      true,
    ])
    expect(isAllowed('GPL-3.0-or-later', ofLibraries)).toBe(false)
  })
})

describe('the gate', () => {
  const row = (name: string, licence: string, ...texts: string[]): Component => ({
    type: 'library',
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    licence,
    texts,
  })

  it('names everything that cannot ship, and why', () => {
    const bad = [row('good', 'MIT', 'text'), row('copyleft', 'GPL-3.0-only', 'text'), row('nameless', '', 'text'), row('textless', 'MIT')]
    expect(() => checkLicences(bad, permissive)).toThrow(
      /^Licences that cannot ship.*\n {2}copyleft 1\.0\.0: GPL-3\.0-only is not on the list\n {2}nameless 1\.0\.0: no licence named is not on the list\n {2}textless 1\.0\.0: MIT, but it brings no licence text along$/,
    )
  })

  it('lets the rest through', () => {
    expect(() => checkLicences([row('good', 'MIT', 'text')], permissive)).not.toThrow()
  })
})
