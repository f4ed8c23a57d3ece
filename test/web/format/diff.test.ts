import { expect, it } from 'vitest'
import type { Evidence } from '../../../server/wire/step.ts'
import { diffLines } from '../../../web/format/diff.ts'
import { podRef } from '../support/story-of-a-pod.ts'

const field = (path: string, was?: string, now?: string): Extract<Evidence, { type: 'field' }> => ({
  type: 'field',
  ref: podRef('p'),
  rv: '1',
  path,
  ...(was !== undefined && { was }),
  ...(now !== undefined && { now }),
})

it('writes shared parents once, what went before what came', () => {
  const lines = diffLines([
    field('status.conditions[type=Ready].status', '"False"', '"True"'),
    field('spec.nodeName', undefined, '"n"'),
    field('status.conditions[type=Ready].reason', '"x.y"'),
  ])
  expect(lines.map(({ mark, depth, text }) => `${mark}${' '.repeat(depth)}${text}`)).toEqual([
    ' spec:',
    '+ nodeName: "n"',
    ' status:',
    '  conditions:',
    '   type=Ready:',
    '-   reason: "x.y"',
    '-   status: "False"',
    '+   status: "True"',
  ])
})

it('keeps dots within brackets', () => {
  expect(diffLines([field('metadata.annotations[deployment.kubernetes.io/revision]', '1', '2')]).map(({ text }) => text)).toEqual([
    'metadata:',
    'annotations:',
    'deployment.kubernetes.io/revision: 1',
    'deployment.kubernetes.io/revision: 2',
  ])
})
