import { expect, test } from 'vitest'
import { by, kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

const HP = 'kube-controller-manager/hpa'

test('the subresource scale, and the status', () => {
  const web = object('Deployment', 'web', { spec: { replicas: 1 } })
  expect(
    keys(recognise(written(web, { spec: { replicas: 3 } }, by('kube-controller-manager', ['spec.replicas'], { subresource: 'scale' })), [web])),
  ).toEqual([`${HP}.scaled`])
  const scaler = object('HorizontalPodAutoscaler', 'web')
  expect(keys(recognise(written(scaler, { status: { currentReplicas: 1, desiredReplicas: 3 } }, kcmStatus()), [scaler]))).toEqual([
    `${HP}.status-reported`,
  ])
})
