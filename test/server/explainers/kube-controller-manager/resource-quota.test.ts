import { expect, test } from 'vitest'
import { kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

test('the usage', () => {
  const quota = object('ResourceQuota', 'team')
  expect(keys(recognise(written(quota, { status: { used: { pods: '3' } } }, kcmStatus()), [quota]))).toEqual([
    'kube-controller-manager/resource-quota.usage-reported',
  ])
})
