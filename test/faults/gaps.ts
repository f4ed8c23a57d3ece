import { expect } from 'vitest'
import type { Page } from './page.ts'

/** There is one gap for each time that a kind was listed anew, and it says from when to when. */
export function gapsOf({ now, all }: Page): void {
  const gaps = all('watch.gap')
  const relisted = now().kinds.flatMap((kind) => Array<string>(kind.gaps).fill(kind.kind))
  // Its watch cache begins anew.
  expect(gaps.length).toBeGreaterThan(0)
  expect(gaps.map(({ subject }) => subject.name).toSorted()).toEqual(relisted.toSorted())
  for (const { at } of gaps) expect(at.to).toBeGreaterThan(at.from)
}
