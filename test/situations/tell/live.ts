import { loadKubeconfig } from '../../../server/cluster/kubeconfig.ts'
import { createClusterSource, type ClusterSource } from '../../../server/cluster/source.ts'
import { createLog } from '../../../server/log.ts'
import { collect, type Collected } from './collect.ts'

export interface LiveTelling extends Collected {
  source: ClusterSource
  stop(): Promise<void>
}

/** The server's own source and pipeline on a real cluster, in this process, from the moment on when every kind is listed. */
export async function tellLive(kubeconfig: string, heard: (namespace: string | undefined) => void): Promise<LiveTelling> {
  const choice = { kubeconfig }
  const loaded = loadKubeconfig(choice)
  if (!loaded) throw new Error(`${kubeconfig} is no kubeconfig`)
  const source = createClusterSource({ loaded, choice, log: createLog('error', false) })
  const collected = collect(await source.identify(30_000), false, heard)
  await source.start(collected.pipeline)
  await source.synced
  return { ...collected, source, stop: () => source.stop() }
}
