import { expect } from 'vitest'
import { webPod } from '../situations/stage/manifests.ts'
import type { Stage } from '../situations/stage/stage.ts'
import type { Page } from './page.ts'

/** Of the small web server, on that node whatever the scheduler thinks of it. */
export function podOn(node: string, name: string): object {
  const pod = webPod(name) as { spec: object }
  return { ...pod, spec: { ...pod.spec, nodeName: node } }
}

/** A Pod made now is on the page, which follows. */
export async function tells(page: Page, stage: Stage, node: string, name: string): Promise<void> {
  await stage.create(podOn(node, name))
  await expect.poll(() => page.all('kubelet.started', name).length, { timeout: 15_000 }).toBe(1)
  expect(page.now().state).toBe('live')
}
