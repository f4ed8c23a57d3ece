import { expect, test } from 'vitest'
import { added, kcm, kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

const AD = 'kube-controller-manager/attach-detach'

test('the order, and the note on the node', () => {
  const order = object('VolumeAttachment', 'csi-abc', { spec: { nodeName: 'worker', volume: 'pvc-1' }, meta: { managed: [kcm('spec')] } })
  expect(keys(recognise(added(order)))).toEqual([`${AD}.attach-requested`])
  const node = object('Node', 'worker')
  expect(keys(recognise(written(node, { status: { volumesAttached: ['csi^pvc-1'] } }, kcmStatus()), [node]))).toEqual([`${AD}.node-reported`])
})
