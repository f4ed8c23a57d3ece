import { expect, test } from 'vitest'
import { kcm, kcmStatus, object, written } from '../../../support/objects.ts'
import { caption, keys, recognise } from '../../../support/recognise.ts'

const PV = 'kube-controller-manager/pv-binder'
const claim = object('PersistentVolumeClaim', 'data', { spec: { volumeName: 'pvc-1' }, status: { phase: 'Pending' } })

test('bound, and the steps on the way', () => {
  expect(recognise(written(claim, { status: { phase: 'Bound' } }, kcmStatus()), [claim]).map((one) => caption(one))).toEqual([
    'PV binder bound claim data to volume pvc-1',
  ])
  const fresh = object('PersistentVolumeClaim', 'data')
  expect(keys(recognise(written(fresh, { spec: { volumeName: 'pvc-1' } }, kcm('spec.volumeName')), [fresh]))).toEqual([`${PV}.claim-updated`])
  const volume = object('PersistentVolume', 'pvc-1')
  expect(keys(recognise(written(volume, { status: { phase: 'Bound' } }, kcmStatus()), [volume]))).toEqual([`${PV}.volume-updated`])
})
