import { describe, expect, it } from 'vitest'
import { missing, plain, render } from '../../../server/speech/render.ts'
import type { Facts, Ref } from '../../../server/wire/step.ts'

const pod: Ref = { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'web-1', uid: 'u1' }
const facts: Facts = {
  pod: { type: 'ref', ref: pod },
  one: { type: 'number', value: 1 },
  many: { type: 'number', value: 12_000 },
  took: { type: 'duration', ms: 340 },
  cpu: { type: 'quantity', value: '500m' },
  pods: {
    type: 'list',
    items: [
      { type: 'ref', ref: pod },
      { type: 'text', value: 'b' },
      { type: 'text', value: 'c' },
    ],
  },
  none: { type: 'list', items: [] },
}

describe.each(['en', 'vi'])('in %s', (lang) => {
  it('puts names in, and keeps what they stand for', () => {
    expect(render('{pod} is up', facts, lang)).toEqual([{ text: 'web-1', slot: 'pod', ref: pod }, { text: ' is up' }])
    expect(plain('{pod.kind} {pod.name} in {pod.namespace}', facts, lang)).toBe('Pod web-1 in shop')
  })

  it('leaves jsonpath and other braces alone', () => {
    const line = '-o jsonpath={.spec.nodeName} {range .items[*]}{.metadata.name}{"\\n"}{end} {} {Big} {a-b}'
    expect(plain(line, facts, lang)).toBe(line)
  })

  it('drops an optional part whose slot is missing or empty', () => {
    expect(plain('done[[ by {nobody}]][[ with {none}]][[ on {pod}]]', facts, lang)).toBe('done on web-1')
    expect(plain('a [[b', facts, lang)).toBe('a [[b')
  })

  it('shows a missing slot outside an optional part', () => {
    expect(plain('{nobody} did it', facts, lang)).toBe(`${missing} did it`)
    expect(plain('{toString} {constructor}', facts, lang)).toBe(`${missing} ${missing}`)
  })

  it('keeps quantities as Kubernetes writes them', () => {
    expect(plain('{cpu}', facts, lang)).toBe('500m')
  })
})

it('chooses the plural of the language', () => {
  expect(plain('{one:# Pod|# Pods}, {many:# Pod|# Pods}, {pods:# Pod|# Pods}, {none:# Pod|# Pods}', facts, 'en')).toBe(
    '1 Pod, 12,000 Pods, 3 Pods, 0 Pods',
  )
  expect(plain('{one:# Pod}, {many:# Pod}', facts, 'vi')).toBe('1 Pod, 12.000 Pod')
})

it('joins a list the way of the language, items as segments of their own', () => {
  expect(plain('{pods}', facts, 'en')).toBe('web-1, b, and c')
  expect(plain('{pods}', facts, 'vi')).toBe('web-1, b và c')
  expect(render('{pods}', facts, 'en').filter(({ ref }) => ref)).toEqual([{ text: 'web-1', slot: 'pods', ref: pod }])
})

it('writes durations and numbers the way of the language', () => {
  expect(plain('in {took}', facts, 'en')).toBe('in 0.34 s')
  expect(plain('sau {took}', facts, 'vi')).toBe('sau 0,34 giây')
})
