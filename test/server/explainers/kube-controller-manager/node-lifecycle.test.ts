import { expect, test } from 'vitest'
import { by, kcm, kcmStatus, now, object, written } from '../../../support/objects.ts'
import { caption, keys, only, recognise } from '../../../support/recognise.ts'

const NL = 'kube-controller-manager/node-lifecycle'
const node = object('Node', 'worker', { status: { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }] } })

test('a node that fell silent, and its taint', () => {
  const unknown = { conditions: [{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', lastTransitionTime: now }] }
  expect(keys(recognise(written(node, { status: unknown }, kcmStatus()), [node]))).toEqual([`${NL}.node-unknown`])
  const taints = [{ key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' }]
  expect(recognise(written(node, { spec: { taints } }, kcm('spec.taints')), [node]).map((one) => caption(one))).toEqual([
    'Node lifecycle controller set the taints of worker: node.kubernetes.io/unreachable:NoSchedule',
  ])
  expect(keys(recognise(written(node, { spec: { taints } }, by('kubectl-taint', ['spec.taints'])), [node]))).toEqual(['client.tainted'])
})

test('a taint that is taken away is another step than the one that put it there', () => {
  const put = written(node, { spec: { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' }] } }, kcm('spec.taints'))
  const taken = written(put.now as typeof node, { spec: { taints: undefined } }, kcm())
  const [first, second] = [only(recognise(put, [node]), `${NL}.tainted`), only(recognise([put, taken], [node]), `${NL}.tainted`)]
  expect(second.facts['taints']).toEqual({ type: 'text', value: 'none' })
  expect(second.discriminator).not.toBe(first.discriminator)
})
