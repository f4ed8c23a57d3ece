import { expect, test } from 'vitest'
import { deleted, kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, only, recognise } from '../../../support/recognise.ts'

test('what holds a namespace up, and its end', () => {
  const leaving = object('Namespace', 'shop', { meta: { deletionTimestamp: 1 }, status: { phase: 'Terminating' } })
  const held = written(
    leaving,
    {
      status: {
        phase: 'Terminating',
        conditions: [
          {
            type: 'NamespaceContentRemaining',
            status: 'True',
            reason: 'SomeResourcesRemain',
            message: 'Some resources are remaining: pods. has 1 resource instances',
          },
        ],
      },
    },
    kcmStatus(),
  )
  expect(keys(recognise(held, [leaving]))).toEqual(['kube-controller-manager/namespace.status-reported'])
  expect(only(recognise(deleted(leaving), [leaving]), 'client.finalized').component).toBe('kube-controller-manager/namespace')
})
