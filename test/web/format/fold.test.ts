import { describe, expect, it } from 'vitest'
import { foldStory, mergedFacts } from '../../../web/format/fold.ts'
import { stepOf } from '../support/story-of-a-pod.ts'

const caused = (id: string, key: string, name: string, after: number, by: string) =>
  stepOf(id, key, name, after, { causes: [{ id: by, via: 'owner' }], story: 'a' })

/** One ask; three Pods made; each placed and run. */
const story = [
  stepOf('a', 'client.asked', 'p0', 0),
  ...[0, 1, 2].flatMap((pod) => [
    caused(`made${pod}`, 'loop.made', `p${pod}`, 10 + pod, 'a'),
    caused(`placed${pod}`, 'placer.placed', `p${pod}`, 20 + pod, `made${pod}`),
    caused(`ran${pod}`, 'agent.ran', `p${pod}`, 30 + pod, `placed${pod}`),
  ]),
]
const told = (rows: ReturnType<typeof foldStory>) =>
  rows.map(({ step, depth, others }) => `${' '.repeat(depth)}${step.id}${others.length > 0 ? ` +${others.length}` : ''}`)

describe('a folded story', () => {
  it('tells one branch whole and the similar ones in one line', () => {
    expect(told(foldStory(story, new Set(), new Set()))).toEqual(['a', ' made0', '  placed0', '   ran0', ' made1 +1'])
  })

  it('tells the branch on the critical path', () => {
    expect(told(foldStory(story, new Set(['a', 'made2', 'ran2']), new Set()))).toEqual(['a', ' made2', '  placed2', '   ran2', ' made0 +1'])
  })

  it('unfolds where it is opened, and loses no step', () => {
    const rows = foldStory(story, new Set(), new Set(['made1']))
    expect(told(rows)).toEqual(['a', ' made0', '  placed0', '   ran0', ' made1', '  placed1', '   ran1', ' made2', '  placed2', '   ran2'])
    expect(rows.find(({ step }) => step.id === 'made1')?.opens).toBe(true)
  })

  it('puts leaves that did the same into one line', () => {
    const rows = foldStory([story[0]!, ...['x', 'y', 'z'].map((id, at) => caused(id, 'agent.ran', id, at, 'a'))], new Set(), new Set())
    expect(told(rows)).toEqual(['a', ' x +2'])
  })

  it('survives causes that go round in a circle or are not there', () => {
    const rows = foldStory(
      [caused('x', 'loop.made', 'p', 0, 'y'), caused('y', 'loop.made', 'p', 0, 'x'), caused('z', 'loop.made', 'p', 0, 'gone')],
      new Set(),
      new Set(),
    )
    expect(
      told(rows)
        .map((row) => row.trim())
        .toSorted(),
    ).toEqual(['x', 'y', 'z'])
  })

  it('tells below one stub what was caused elsewhere, and in its place in time', () => {
    const far = (id: string, key: string, after: number) => caused(id, key, 'p', after, 'elsewhere')
    const steps = [
      caused('ran', 'agent.ran', 'p', 9, 'x'),
      far('x', 'loop.made', 5),
      far('y', 'placer.placed', 6),
      stepOf('own', 'client.asked', 'p', 7),
    ]
    const rows = foldStory(steps, new Set(), new Set())
    expect(told(rows)).toEqual([' x', '  ran', ' y', 'own'])
    expect(rows.map(({ elsewhere }) => elsewhere)).toEqual([true, undefined, undefined, undefined])
    const later = foldStory([stepOf('own', 'client.asked', 'p', 1), ...steps.slice(0, 3)], new Set(), new Set())
    expect(later.map(({ step, elsewhere }) => `${step.id}${elsewhere ? ' below the stub' : ''}`)).toEqual(['own', 'x below the stub', 'ran', 'y'])
  })

  it('makes a list of what differs and leaves alone what is the same', () => {
    const text = (value: string) => ({ type: 'text', value }) as const
    const steps = ['n1', 'n2', 'n1'].map((node, at) => stepOf(`${at}`, 'agent.ran', 'p', 0, { facts: { node: text(node), image: text('web') } }))
    expect(mergedFacts(steps)).toEqual({ node: { type: 'list', items: [text('n1'), text('n2')] }, image: text('web') })
  })
})
