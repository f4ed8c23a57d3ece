import { expect } from 'vitest'
import type { Page } from './page.ts'

/** There is one gap for each time that a kind was listed anew, and it says from when to when. */
export async function gapsOf({ now, all }: Page): Promise<void> {
  const told = () => all('watch.gap').map(({ subject }) => subject.name)
  const relisted = () => now().kinds.flatMap((kind) => Array<string>(kind.gaps).fill(kind.kind))
  // Steps and health come by different ways, and not every kind is listed again at the same time.
  await expect.poll(() => told().toSorted().join() === relisted().toSorted().join()).toBe(true)
  expect(told().toSorted()).toEqual(relisted().toSorted())
  // Its watch cache begins anew.
  expect(told().length).toBeGreaterThan(0)
  for (const { at } of all('watch.gap')) expect(at.to).toBeGreaterThan(at.from)
}
