import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { states } from '../odd/state.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { clusterName, type Server } from './server.ts'

/** Passes once what is held is what the API server holds, by uid and resourceVersion; others may be at work on the cluster meanwhile. */
export async function equalsApiServer(server: Pick<Server, 'held'>, within = 20_000): Promise<void> {
  const end = Date.now() + within
  for (;;) {
    const { ours, theirs } = await states(kubectlOn(clusterName), await server.held())
    if (Date.now() > end) expect(ours).toEqual(theirs)
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return
    await sleep(500)
  }
}
