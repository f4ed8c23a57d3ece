import { expect } from 'vitest'
import type { Page } from '../faults/page.ts'
import { enter } from './enter.ts'
import { type Forward, openForward } from './forward.ts'
import { fresh, install, openNamespace, type Release, type Workplace } from './release.ts'

/** An installation whose Pod is on one node, the way to it, and a page that looks through it. */
export interface Look {
  release: Release
  forward: Forward
  page: Page
  close(): Promise<void>
}

/** On that node even if it is the control plane's. */
export async function openLook(place: Workplace, role: string, node: string): Promise<Look> {
  const tolerations = [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }]
  const release = await install(place, await openNamespace(fresh(role)), { nodeSelector: { 'kubernetes.io/hostname': node }, tolerations })
  await release.ready()
  const forward = await openForward(place, release)
  const page = await enter(place, release, forward)
  return {
    release,
    forward,
    page,
    async close() {
      page.close()
      await forward.close()
      await release.close()
    },
  }
}

/** Another process serves: the page found it by itself, and is told since when that one watches. */
export async function renewed({ page }: Look, by: number): Promise<void> {
  const { epoch } = page.hello
  await expect.poll(() => page.hello.epoch, { timeout: 90_000, interval: 100 }).not.toBe(epoch)
  expect(page.resets.at(-1)).toBe('epoch')
  expect(page.hello.source).toMatchObject({ type: 'cluster' })
  expect((page.hello.source as { since: number }).since).toBeGreaterThan(by)
  console.log(`back ${((Date.now() - by) / 1000).toFixed(1)} s after it ended`)
}
