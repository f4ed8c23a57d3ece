import { expect, test } from 'vitest'
import { parseFitError } from '../../../../server/explainers/kube-scheduler/fit-error.ts'

test.each([
  [
    '0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated taint(s). preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    3,
    ['1 Insufficient memory', '2 node(s) had untolerated taint(s)'],
  ],
  [
    "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    1,
    ["1 node(s) didn't match Pod's node affinity/selector"],
  ],
  [
    '0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: gpu, 1 x}. preemption: not eligible due to preemptionPolicy=Never.',
    2,
    ['2 node(s) had untolerated taint {dedicated: gpu, 1 x}'],
  ],
  ['0/3 nodes are available: 3 Insufficient cpu.', 3, ['3 Insufficient cpu']],
])('%s', (message, nodes, reasons) => {
  const found = parseFitError(message)
  expect(found.nodes).toBe(nodes)
  // A comma and a number inside a taint cannot be told from the next reason; nothing is lost by it.
  expect(found.reasons.map(({ count, reason }) => `${count} ${reason}`).join(', ')).toBe(reasons.join(', '))
})

test('a plugin that rejects the Pod as a whole', () => {
  expect(parseFitError('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found')).toMatchObject({
    nodes: 3,
    reasons: [],
    whole: 'pod has unbound immediate PersistentVolumeClaims. not found',
  })
  expect(parseFitError('no nodes available to schedule pods')).toEqual({ reasons: [], whole: 'no nodes available to schedule pods' })
})
