import { setTimeout as sleep } from 'node:timers/promises'
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
  await expect.poll(() => page.all('kubelet.started', name).length, { timeout: 60_000 }).toBe(1)
  await expect.poll(() => page.now().state).toBe('live')
}

/** Until nothing more is told about that namespace, to none of them, for so long, ms. */
export async function calm(pages: readonly Page[], namespace: string, ms = 3_000): Promise<void> {
  const told = () => pages.map(({ entries }) => entries.filter((entry) => JSON.stringify(entry).includes(namespace)).length).join()
  const end = performance.now() + 60_000
  for (let before: string | undefined; before !== told(); await sleep(ms)) {
    if (performance.now() > end) throw new Error(`no ${ms} ms of silence about ${namespace}`)
    before = told()
  }
}
