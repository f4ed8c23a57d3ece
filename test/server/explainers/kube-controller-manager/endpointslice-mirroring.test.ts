import { expect, test } from 'vitest'
import { added, kcm, object } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

test('a mirrored slice', () => {
  const slice = object('EndpointSlice', 'db-abc', {
    meta: { labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io' }, managed: [kcm('endpoints')] },
  })
  expect(keys(recognise(added(slice)))).toEqual(['kube-controller-manager/endpointslice-mirroring.mirrored'])
})
