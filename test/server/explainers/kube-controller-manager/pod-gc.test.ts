import { expect, test } from 'vitest'
import { deleted, kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, only, recognise } from '../../../support/recognise.ts'

test('a Pod whose node is gone', () => {
  const node = object('Node', 'worker')
  const pod = object('Pod', 'web-1', { spec: { nodeName: 'worker' } })
  const marked = written(
    pod,
    { status: { phase: 'Failed', conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC' }] } },
    kcmStatus(),
  )
  expect(keys(recognise(marked, [pod]))).toEqual(['kube-controller-manager/pod-gc.marked'])
  expect(only(recognise([deleted(node), deleted(pod)], [node, pod]), 'client.deletion-requested').component).toBe('kube-controller-manager/pod-gc')
})
