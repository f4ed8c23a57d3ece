import { expect, test } from 'vitest'
import { kubelet, object, written } from '../../support/objects.ts'
import { only, recognise } from '../../support/recognise.ts'

test('the address is observed, who gave it is inferred', () => {
  const pod = object('Pod', 'web-1', { spec: { nodeName: 'worker' } })
  const draft = only(recognise(written(pod, { status: { podIP: '10.244.1.5' } }, kubelet()), [pod]), 'kubelet.address-reported')
  expect(draft.implied?.['cni.address-given']?.ip).toEqual({ type: 'text', value: '10.244.1.5' })
})
