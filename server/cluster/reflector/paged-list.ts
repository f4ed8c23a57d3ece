import { brokenLine } from '../../errors.ts'
import { ingest } from '../ingest.ts'
import type { Kind, Kinds } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import type { Resource } from '../resources.ts'
import type { Transport } from '../transport.ts'

const PAGE = '500'

/**
 * A consistent list in pages. Each page is projected and handed over before the next is asked for.
 * @returns the list's resourceVersion
 */
export async function pagedList<K extends Kind>(
  kind: K,
  resource: Resource,
  path: string,
  transport: Transport,
  limit: number,
  signal: AbortSignal,
  onItem: (object: Kinds[K], item: unknown) => void,
): Promise<string> {
  const accept =
    resource.kept === 'metadata' ? 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json' : 'application/json'
  let rv = ''
  for (let next: string | undefined = ''; next !== undefined;) {
    const query: Record<string, string> = { limit: PAGE, ...(next && { continue: next }) }
    const body = await transport.get({ path, query, accept, signal }, limit)
    try {
      const page = JSON.parse(body) as Raw
      for (const item of page.items ?? []) onItem(ingest(kind, item), item)
      rv = String(page.metadata.resourceVersion)
      next = page.metadata.continue || undefined
    } catch (error) {
      throw brokenLine(path, 'is no list', error)
    }
  }
  return rv
}
