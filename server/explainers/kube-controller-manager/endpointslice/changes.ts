import type { Delta } from '../../../cluster/delta.ts'
import type { EndpointSlice } from '../../../cluster/kinds.ts'
import { kept } from '../../match.ts'

type Endpoint = EndpointSlice['endpoints'][number]

/** What one write did to the endpoints of a slice. */
export interface Changes {
  added: Endpoint[]
  ready: Endpoint[]
  notReady: Endpoint[]
  terminating: Endpoint[]
  removed: Endpoint[]
}

/** Absent means true for `ready`, false for `terminating`. Source: k8s.io/api/discovery/v1 EndpointConditions. */
export function isReady(endpoint: Endpoint): boolean {
  return endpoint.ready !== false
}

export function endpointKey(endpoint: Endpoint): string {
  return endpoint.target?.uid ?? endpoint.addresses[0] ?? ''
}

export const endpointChanges = kept(({ was, now }: Delta<'EndpointSlice'>): Changes => {
  const before = new Map((was?.endpoints ?? []).map((endpoint) => [endpointKey(endpoint), endpoint]))
  const changes: Changes = { added: [], ready: [], notReady: [], terminating: [], removed: [] }
  for (const endpoint of now?.endpoints ?? []) {
    const key = endpointKey(endpoint)
    const earlier = before.get(key)
    before.delete(key)
    if (!earlier) changes.added.push(endpoint)
    else if (endpoint.terminating && !earlier.terminating) changes.terminating.push(endpoint)
    else if (isReady(endpoint) && !isReady(earlier)) changes.ready.push(endpoint)
    else if (!isReady(endpoint) && isReady(earlier)) changes.notReady.push(endpoint)
  }
  changes.removed = [...before.values()]
  return changes
})

/** The endpoints as a whole, in no particular order: tells one write of a slice from another. */
export function digestOf(slice: EndpointSlice): string {
  return slice.endpoints
    .map((e) => `${endpointKey(e)}${isReady(e) ? 'r' : ''}${e.terminating ? 't' : ''}`)
    .sort()
    .join()
}
