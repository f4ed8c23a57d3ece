import { expect, it } from 'vitest'
import { apiVersionOf, collectionPath, inSyncOrder, resources } from '../../../server/cluster/resources.ts'

it('asks for what is few first and for Pods and Events last', () => {
  expect(inSyncOrder.slice(-2).map(({ kind }) => kind)).toEqual(['Pod', 'Event'])
  expect(inSyncOrder).toHaveLength(Object.keys(resources).length)
  expect(new Set(inSyncOrder.map(({ order }) => order)).size).toBe(inSyncOrder.length)
})

it('knows the paths of both sorts of groups', () => {
  expect(collectionPath(resources.Pod)).toBe('/api/v1/pods')
  expect(collectionPath(resources.Deployment)).toBe('/apis/apps/v1/deployments')
  expect(apiVersionOf(resources.EndpointSlice)).toBe('discovery.k8s.io/v1')
})

it('reads ConfigMaps as metadata and Secrets never', () => {
  expect(resources.ConfigMap.kept).toBe('metadata')
  expect(inSyncOrder.map(({ plural }) => plural)).not.toContain('secrets')
})
