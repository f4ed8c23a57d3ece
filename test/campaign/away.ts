import { expect } from 'vitest'
import { nodeNames } from '../cluster/cluster.ts'
import { wakeOthers } from '../cluster/levers/wake.ts'
import { mend } from '../cluster/mend.ts'
import { tells } from '../faults/churn.ts'
import { equalsApiServer } from '../faults/equality.ts'
import { gapsOf } from '../faults/gaps.ts'
import { openPage, type Page } from '../faults/page.ts'
import { clusterName, type Server, startServer } from '../faults/server.ts'
import { restartsOf } from '../pod/levers.ts'
import { type Look, openLook } from '../pod/look.ts'
import { fresh, kubectl, openWorkplace } from '../pod/release.ts'
import { closeStage, openStage } from '../situations/stage/stage.ts'

/** Who watches while the API server has its troubles: a server beside the cluster, and a Pod in it. */
export interface Watchers {
  server: Server
  page: Page
  pod: Look
  /** The API server works again: all is as before, and nothing is missing. */
  wellAgain(name: string): Promise<void>
  close(): Promise<void>
}

export async function openWatchers(): Promise<Watchers> {
  const [, worker] = nodeNames(clusterName)
  const [place, stage] = await Promise.all([openWorkplace(), openStage(kubectl, fresh('away'))])
  const [server, pod] = await Promise.all([startServer(), openLook(place, 'watcher', worker)])
  const page = await openPage(server.port)
  const first = await server.memory()
  return {
    server,
    page,
    pod,
    async wellAgain(name) {
      const began = performance.now()
      const after = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
      const others = wakeOthers(clusterName)
      await expect.poll(() => page.now().state, { timeout: 120_000, interval: 200 }).toBe('live')
      console.log(`live ${after()} after the API server runs again`)
      await others
      await expect.poll(() => pod.page.now().state, { timeout: 120_000, interval: 200 }).toBe('live')
      await expect.poll(() => pod.page.kind('Pod')?.state, { timeout: 120_000, interval: 200 }).toBe('live')
      console.log(`the Pod's page is live after ${after()}`)
      await tells(page, stage, worker, name)
      await tells(pod.page, stage, worker, `${name}-2`)
      for (const seen of [page, pod.page]) await gapsOf(seen)
      expect([page.resets, pod.page.resets, restartsOf(await pod.release.pod())]).toEqual([[], [], 0])
      await equalsApiServer(server, 60_000)
      console.log(`memory ${first.toFixed(0)} MiB before, ${(await server.memory()).toFixed(0)} after`)
      expect((await server.memory()) - first).toBeLessThan(100)
    },
    async close() {
      page.close()
      await server.stop()
      await mend(clusterName)
      await Promise.all([pod.close(), closeStage(kubectl, stage.namespace)])
      place.close()
    },
  }
}
