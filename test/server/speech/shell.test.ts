import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { shell } from '../../../server/speech/shell.ts'
import type { Facts } from '../../../server/wire/step.ts'

const facts = (value: string): Facts => ({ x: { type: 'text', value } })

it('leaves plain names bare', () => {
  const pod = { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'web-1.a', uid: 'u' }
  expect(shell('kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.spec.nodeName}', { pod: { type: 'ref', ref: pod } })).toBe(
    'kubectl get pod web-1.a -n shop -o jsonpath={.spec.nodeName}',
  )
})

it('drops an optional part, shows a missing slot', () => {
  const node = { kind: 'Node', apiVersion: 'v1', name: 'n1', uid: 'u' }
  expect(shell('kubectl get node {node.name}[[ -n {node.namespace}]] {gone}', { node: { type: 'ref', ref: node } })).toBe('kubectl get node n1 …')
})

const hostile = [
  'a b',
  "it's",
  '$(touch /tmp/x)',
  '`id`',
  'a;b',
  'a&&b',
  '"',
  "'; rm -rf /; '",
  '\\',
  '-rf',
  '=ls',
  '~root',
  '*',
  '!x',
  '#x',
  'a\'"$b',
  '{a,b}',
  '$HOME',
  '|',
  '>f',
]

describe('a shell takes every value as the text it is', () => {
  it.each(hostile)('%s', (value) => {
    const run = (line: string) => execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })
    expect(run(shell('printf %s {x}', facts(value)))).toBe(value)
    expect(run(shell("printf %s 'name={x}'", facts(value)))).toBe(`name=${value}`)
    expect(run(shell('printf %s "name={x}"', facts(value)))).toBe(`name=${value}`)
    expect(run(shell("printf %s [['{x}']]", facts(value)))).toBe(value)
  })
})

it('control characters do not reach the line', () => {
  expect(shell('echo {x}', facts('a\nrm -rf /\u001b[2J'))).toBe("echo 'a rm -rf /\ufffd[2J'")
})
