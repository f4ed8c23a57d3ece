import { expect, test } from 'vitest'
import { added, kcm, object, written } from '../../../support/objects.ts'
import { caption, keys, recognise } from '../../../support/recognise.ts'

const endpoints = object('Endpoints', 'web', { ready: ['10.244.1.5'], notReady: ['10.244.1.6'], meta: { managed: [kcm('subsets')] } })

test('published anew and changed; the Pods are found by their addresses', () => {
  expect(keys(recognise(added(endpoints)))).toEqual(['kube-controller-manager/endpoints.published'])
  const found = recognise(written(endpoints, { ready: ['10.244.1.5', '10.244.1.6'], notReady: [] }), [endpoints])
  expect(found.map((one) => caption(one))).toEqual(['Endpoints controller published 2 ready addresses in web'])
  expect(found[0]?.draft.seeks).toEqual({ owner: 'service:shop/web', selector: ['ip:10.244.1.6'] })
})
