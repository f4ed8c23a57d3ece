import { expect, test } from 'vitest'
import { kcm, object, written } from '../../../support/objects.ts'
import { caption, recognise } from '../../../support/recognise.ts'

test('a range for a node', () => {
  const node = object('Node', 'worker')
  expect(recognise(written(node, { spec: { podCIDR: '10.244.1.0/24' } }, kcm('spec.podCIDR')), [node]).map((one) => caption(one))).toEqual([
    'Node IPAM gave node worker the range 10.244.1.0/24',
  ])
})
