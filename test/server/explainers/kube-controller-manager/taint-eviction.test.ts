import { expect, test } from 'vitest'
import { added, event, kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, only, recognise } from '../../../support/recognise.ts'

const pod = object('Pod', 'web-1', { spec: { nodeName: 'worker' } })

test('marked, and deleted by its own word, which gives no uid', () => {
  const marked = written(
    pod,
    { status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }] } },
    kcmStatus(),
  )
  expect(keys(recognise(marked, [pod]))).toEqual(['kube-controller-manager/taint-eviction.marked'])
  const spoken = event(pod, 'TaintManagerEviction', 'Marking for deletion Pod shop/web-1', 'taint-eviction-controller', {
    about: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
  })
  expect(only(recognise(added(spoken), [pod]), 'client.deletion-requested')).toMatchObject({
    component: 'kube-controller-manager/taint-eviction',
    subject: { uid: pod.meta.uid },
  })
  expect(recognise(added({ ...spoken, note: 'Cancelling deletion of Pod shop/web-1' } as typeof spoken), [pod])).toEqual([])
})
