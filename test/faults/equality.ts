import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { collectionPath, inSyncOrder, type Resource } from '../../server/cluster/resources.ts'
import type { ClusterSource } from '../../server/cluster/source.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { clusterName } from './server.ts'

interface List {
  items: { metadata: { uid: string; resourceVersion: string } }[]
}

/** Events expire and Leases are renewed while one looks. */
const still = inSyncOrder.filter(({ kind }) => kind !== 'Event' && kind !== 'Lease')

/** Passes once of every kind, `within` ms each, what is held is what the API server holds, by uid and resourceVersion; others may be at work on the cluster meanwhile. */
export async function equalsApiServer(server: { held(): Promise<Pick<ClusterSource, 'state'>> }, within = 60_000): Promise<void> {
  for (const resource of still) {
    const end = Date.now() + within
    for (;;) {
      const theirs = await listed(resource)
      const ours = (await server.held()).state(resource.kind).map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`)
      if (Date.now() > end) expect([resource.kind, ...ours.toSorted()]).toEqual([resource.kind, ...theirs])
      if (JSON.stringify(ours.toSorted()) === JSON.stringify(theirs)) break
      await sleep(500)
    }
  }
}

/** As kubectl sees it: another client, another path. */
async function listed(resource: Resource): Promise<string[]> {
  const { items } = JSON.parse(await kubectlOn(clusterName)(['get', '--raw', collectionPath(resource)])) as List
  return items.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`).toSorted()
}
