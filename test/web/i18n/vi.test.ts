import { expect, it } from 'vitest'
import { en } from '../../../web/i18n/en.ts'
import { vi } from '../../../web/i18n/vi.ts'

/** Kubernetes' own words, signs and the product's name are the same in both languages. */
const same = new Set([
  'Cutaway',
  'authn',
  'authz',
  'admit',
  'store',
  'watch',
  'cpu',
  'mem',
  'Pod',
  'Namespace',
  'Node',
  'ƒ',
  '~',
  '≈',
  '',
  'validate',
])

function strings(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, (value as (...all: unknown[]) => string)(3, 'A')]]
  return Object.entries(value as object).flatMap(([key, below]) => strings(below, `${path}.${key}`))
}

it('has a Vietnamese text for every English one, and translates it', () => {
  const english = strings(en)
  const vietnamese = new Map(strings(vi))
  expect([...vietnamese.keys()]).toEqual(english.map(([path]) => path))
  const left = english.filter(
    ([path, text]) => vietnamese.get(path) === text && !same.has(text) && !/Command$|help\.keys\.\d+\.0$|pods|counts/.test(path),
  )
  expect(left).toEqual([])
})
