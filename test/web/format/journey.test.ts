import { expect, it } from 'vitest'
import { gatesOf, journeyOf } from '../../../web/format/journey.ts'
import { cards, stepOf } from '../support/story-of-a-pod.ts'

const passage = (verb: 'create' | 'bind' = 'create') => ({ verb, key: '/registry/pods/default/p', resourceVersion: '7' })
const made = stepOf('made', 'loop.made', 'p', 0, { passage: passage() })
const placed = stepOf('placed', 'placer.placed', 'p', 10, { passage: passage('bind'), causes: [{ id: 'made', via: 'same' }] })
const told = (tokens: ReturnType<typeof journeyOf>) =>
  tokens.map(({ kind, seat, letter, hop, past }) => `${hop} ${kind} ${seat} ${letter}${past ? ' past' : ''}`)

it('is told by a watch, asks, and is stored', () => {
  expect(told(journeyOf(placed, made, cards, () => 'p'))).toEqual([
    '0 request cast:loop C past',
    '0 watch cast:placer W',
    '1 request cast:placer B',
    '2 store store B',
  ])
})

it('begins with the request where nothing is known before it', () => {
  expect(told(journeyOf(made, undefined, cards, () => 'p'))).toEqual(['0 request cast:loop C', '1 store store C'])
})

it('moves nothing to the API server for what happens outside of it', () => {
  const inferred = stepOf('ran', 'agent.ran', 'p', 20, { node: 'n', grade: 'inferred', causes: [{ id: 'placed', via: 'same' }] })
  expect(told(journeyOf(inferred, placed, cards, () => 'p'))).toEqual(['0 request cast:placer B past', '0 watch node:n/agent W'])
  expect([...gatesOf(inferred)]).toEqual([])
})

it('lights the gates that left a trace, and storing only with a revision', () => {
  expect([...gatesOf(stepOf('x', 'loop.made', 'p', 0, { passage: { ...passage(), gates: ['authn'] } }))]).toEqual(['authn', 'store', 'watch'])
  expect([...gatesOf(stepOf('x', 'loop.made', 'p', 0, { passage: { verb: 'create', key: 'k' } }))]).toEqual([])
})
