import { describe, expect, it } from 'vitest'
import { caption, check, componentName, tell, title } from '../../../server/speech/caption.ts'
import { textOf } from '../../../server/speech/render.ts'
import type { Catalogue } from '../../../server/wire/component.ts'
import type { Step } from '../../../server/wire/step.ts'

const subject = { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'web-1', uid: 'u1' }
const step: Step = {
  id: 'i',
  seq: 1,
  key: 'kube-scheduler.bound',
  component: 'kube-scheduler',
  node: 'n1',
  subject,
  at: { from: 0, to: 0, seen: 0 },
  grade: 'observed',
  identity: 'rule',
  causes: [],
  story: 'i',
  facts: {},
  evidence: [],
  namespaces: ['shop'],
  rev: 1,
}
const catalogue: Catalogue = {
  lang: 'en',
  cards: {
    'kube-scheduler': { name: 'Scheduler', tagline: '', about: '', without: '' },
    client: { name: 'kubectl', tagline: '', about: '', without: '' },
  },
  steps: {
    'kube-scheduler.bound': {
      caption: '{component} bound {subject} to {node}',
      act: 'bound',
      why: 'so',
      check: 'kubectl get pod {subject.name} -n {subject.namespace}',
    },
  },
  stories: { 'kube-scheduler.bound': '{subject} placed[[ with {others}]]' },
  generic: { caption: '{component}: {verb} {subject.kind} {subject}', act: '{verb}', why: '?' },
  rules: { 'component.unknown': 'Author not known yet' },
}
const said = (one: Step) => textOf(caption(one, catalogue))

describe('captions', () => {
  it('know subject, component and node besides the facts', () => {
    expect(said(step)).toBe('Scheduler bound web-1 to n1')
    expect(check(step, catalogue)).toBe('kubectl get pod web-1 -n shop')
    expect(textOf(title({ key: step.key, subjects: [step.subject] }, step, catalogue))).toBe('web-1 placed')
    const others = ['web', 'page'].map((name) => ({ kind: 'Service', apiVersion: 'v1', name, uid: name }))
    expect(textOf(title({ key: step.key, subjects: [step.subject, ...others] }, step, catalogue))).toBe(
      'web-1 placed with Service web and Service page',
    )
    expect(tell(step, catalogue, 'next')).toBeUndefined()
  })

  it('prefer a fact to a pseudo-slot', () => {
    expect(said({ ...step, facts: { node: { type: 'text', value: 'n2' } } })).toBe('Scheduler bound web-1 to n2')
  })

  it('fall back to the generic sentence for a key of a newer server', () => {
    expect(said({ ...step, key: 'kube-scheduler.pod-evicted' })).toBe('Scheduler: pod evicted Pod web-1')
    expect(said({ ...step, key: 'constructor' })).toBe('Scheduler: constructor Pod web-1')
  })
})

it.each(['kube-scheduler', 'Kube-Scheduler', 'Scheduler', 'SCHEDULER', 'kub\u0435-scheduler', 'S\u0441heduler'])(
  'A26 says of who calls itself %s that it is a client',
  (name) => expect(componentName(`client/${name}`, catalogue)).toBe(`client “${name}”`),
)

it('names a client by the name it gives itself, inert, never by a card', () => {
  expect(componentName('client/helm', catalogue)).toBe('helm')
  expect(componentName('client/kubectl', catalogue)).toBe('kubectl')
  expect(componentName('client/\u001b[31mx', catalogue)).toBe('client “\ufffd[31mx”')
  expect(componentName('unknown', catalogue)).toBe('Author not known yet')
  expect(componentName('toString', catalogue)).toBe('toString')
})
