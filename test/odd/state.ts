import { collectionPath, inSyncOrder } from '../../server/cluster/resources.ts'
import type { ClusterSource } from '../../server/cluster/source.ts'
import type { Kubectl } from '../situations/stage/kubectl.ts'

interface List {
  items: { metadata: { uid: string; resourceVersion: string } }[]
}

/** Events expire and Leases are renewed while one looks. */
const moving = new Set(['Event', 'Lease'])

/** What the API server holds and what the source holds, kind by kind, as sorted `uid resourceVersion`. Equal when nothing is moving. */
export async function states(
  kubectl: Kubectl,
  source: Pick<ClusterSource, 'state'>,
): Promise<{ theirs: Record<string, string[]>; ours: Record<string, string[]> }> {
  const theirs: Record<string, string[]> = {}
  const ours: Record<string, string[]> = {}
  for (const resource of inSyncOrder.filter(({ kind }) => !moving.has(kind))) {
    const { items } = JSON.parse(await kubectl(['get', '--raw', collectionPath(resource)])) as List
    theirs[resource.kind] = items.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`).toSorted()
    ours[resource.kind] = source
      .state(resource.kind)
      .map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`)
      .toSorted()
  }
  return { theirs, ours }
}
