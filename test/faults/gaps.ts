import { expect } from 'vitest'
import type { Page } from './page.ts'

/** There is one gap per kind that was listed anew, and it says from when to when. */
export function gapsOf({ now, all }: Page): void {
  const gaps = all('watch.gap')
  const relisted = now().kinds.filter((kind) => kind.gaps > 0)
  // Its watch cache begins anew.
  expect(gaps.length).toBeGreaterThan(0)
  expect(gaps.map(({ subject }) => subject.name).toSorted()).toEqual(relisted.map(({ kind }) => kind).toSorted())
  for (const { at } of gaps) expect(at.to).toBeGreaterThan(at.from)
}
