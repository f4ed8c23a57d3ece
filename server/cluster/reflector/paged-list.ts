import { brokenLine } from '../../errors.ts'
import { ingest } from '../ingest.ts'
import type { Kind, Kinds } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { collectionPath, type Resource } from '../resources.ts'
import type { Transport } from '../transport.ts'

const PAGE = '500'

export interface Listed<K extends Kind> {
  objects: Kinds[K][]
  /** Each object as JSON, if asked for. */
  texts: string[]
  rv: string
}

/** A consistent list in pages. Each page is projected and dropped before the next is asked for. */
export async function pagedList<K extends Kind>(
  kind: K, resource: Resource, transport: Transport, limit: number, signal: AbortSignal, withTexts: boolean,
): Promise<Listed<K>> {
  const path = collectionPath(resource)
  const accept = resource.kept === 'metadata' ? 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json' : 'application/json'
  const listed: Listed<K> = { objects: [], texts: [], rv: '' }
  for (let next: string | undefined = ''; next !== undefined; ) {
    const query: Record<string, string> = { limit: PAGE, ...(next && { continue: next }) }
    const body = await transport.get({ path, query, accept, signal }, limit)
    try {
      const page = JSON.parse(body) as Raw
      for (const item of page.items ?? []) {
        listed.objects.push(ingest(kind, item))
        if (withTexts) listed.texts.push(JSON.stringify(item))
      }
      listed.rv = String(page.metadata.resourceVersion)
      next = page.metadata.continue || undefined
    } catch (error) {
      throw brokenLine(path, 'is no list', error)
    }
  }
  return listed
}
