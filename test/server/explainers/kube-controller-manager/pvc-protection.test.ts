import { expect, test } from 'vitest'
import { kcm, object, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

test('the protecting finalizer', () => {
  const claim = object('PersistentVolumeClaim', 'data', {
    meta: { finalizers: ['kubernetes.io/pvc-protection', 'x/y'], managed: [kcm('metadata.finalizers')] },
  })
  expect(keys(recognise(written(claim, { meta: { finalizers: ['x/y'] } }), [claim]))).toEqual(['kube-controller-manager/pvc-protection.released'])
})
