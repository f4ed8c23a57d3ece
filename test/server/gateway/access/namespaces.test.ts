import { expect, it } from 'vitest'
import { createNamespaces } from '../../../../server/gateway/access/namespaces.ts'

const change = (kind: string, name: string, namespace?: string, what = 'added') => ({
  kind,
  change: what,
  [what === 'deleted' ? 'was' : 'now']: { meta: { name, ...(namespace && { namespace }) } },
})

it('are those that exist, and those that something lies in', () => {
  const namespaces = createNamespaces()
  expect([namespaces.list(), namespaces.version]).toEqual([[], 0])
  namespaces.see(change('Namespace', 'a', undefined, 'listed'))
  namespaces.see(change('Pod', 'p', 'b'))
  namespaces.see(change('Node', 'n'))
  namespaces.see({ kind: 'Lease', change: 'tick' })
  expect([namespaces.list(), namespaces.version]).toEqual([['a', 'b'], 2])
  namespaces.see(change('Pod', 'q', 'b'))
  namespaces.see(change('Namespace', 'a', undefined, 'deleted'))
  expect([namespaces.list(), namespaces.version]).toEqual([['b'], 2])
})

it('are those watched, where only some are', () => {
  const namespaces = createNamespaces(['x'])
  namespaces.see(change('Namespace', 'a'))
  expect([namespaces.list(), namespaces.version]).toEqual([['x'], 1])
})
