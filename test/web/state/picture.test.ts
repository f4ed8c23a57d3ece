import { describe, expect, it } from 'vitest'
import { createPlayer } from '../../../server/cluster/player.ts'
import type { Contents } from '../../../server/gateway/lens.ts'
import { createLens } from '../../../server/gateway/lens.ts'
import { seesNamespace, type Sight } from '../../../server/gateway/sight.ts'
import type { TapeRecord } from '../../../server/journal/format.ts'
import { openTape } from '../../../server/journal/tape.ts'
import { cards, createPipeline } from '../../../server/pipeline.ts'
import type { Entry, Snapshot } from '../../../server/wire/events.ts'
import { apply, copyOf, emptyPicture, type Picture, pictureOf, REMEMBERED, undo } from '../../../web/state/picture.ts'
import { entriesOf, randomEntries, stepOf } from '../support/story-of-a-pod.ts'

describe('a picture', () => {
  it('is taken back entry by entry to exactly what it was', () => {
    const picture = emptyPicture()
    const before = []
    const patches = []
    for (const entry of randomEntries(400, 7)) {
      before.push(copyOf(picture))
      patches.push(apply(picture, entry))
    }
    for (const patch of patches.toReversed()) {
      undo(picture, patch)
      const then = before.pop()!
      expect(asData(picture)).toEqual(asData(then))
    }
  })

  it('remembers the last steps only, and has the forgotten one back when taken back', () => {
    const picture = emptyPicture()
    const entries = entriesOf(Array.from({ length: REMEMBERED + 1 }, (_, index) => ({ step: stepOf(`s${index}`, 'loop.made', 'p', index) })))
    const patches = entries.map((entry) => apply(picture, entry))
    expect(picture.order).toHaveLength(REMEMBERED)
    expect(picture.steps.has('s0')).toBe(false)
    undo(picture, patches.at(-1)!)
    expect(picture.order[0]).toBe('s0')
    expect(picture.steps.has('s0')).toBe(true)
    expect(picture.steps.has(`s${REMEMBERED}`)).toBe(false)
  })

  it('leaves alone what it does not know', () => {
    const picture = emptyPicture()
    const [strange] = entriesOf([{ weather: 'fine' }])
    const patch = apply(picture, strange!)
    expect(picture.seq).toBe(1)
    undo(picture, patch)
    expect(picture).toEqual(emptyPicture())
  })

  it('does not bring back a step by its amendment', () => {
    const picture = emptyPicture()
    apply(picture, entriesOf([{ amend: stepOf('forgotten', 'loop.made', 'p', 0) }])[0]!)
    expect(picture.steps.size).toBe(0)
    expect(picture.order).toEqual([])
  })
})

/** Tables compare by content, not by the order in which keys came. */
function asData(picture: ReturnType<typeof emptyPicture>) {
  return {
    ...picture,
    objects: Object.fromEntries(picture.objects),
    pulses: Object.fromEntries(picture.pulses),
    stories: Object.fromEntries(picture.stories),
    steps: Object.fromEntries(picture.steps),
  }
}

/** What a page is given at first; of a snapshot only its number and its tables make the picture. */
const pictureOfContents = ({ seq, ...tables }: Contents): Picture => pictureOf({ ...tables, hello: { seq } } as Snapshot, 0)

const sights: [string, Sight][] = [
  ['nothing', { namespaces: new Set(), cluster: false }],
  ['shop', { namespaces: new Set(['shop']), cluster: false }],
  ['the Nodes', { namespaces: new Set(), cluster: true }],
  ['kube-system and the Nodes', { namespaces: new Set(['kube-system']), cluster: true }],
  ['everything but the Nodes', { namespaces: 'all', cluster: false }],
  ['shop and kube-system', { namespaces: new Set(['shop', 'kube-system']), cluster: false }],
]

it.each(sights)('a page of who sees %s holds after every quarter of the workshop what a snapshot then shows', async (_, sight) => {
  const tape = await openTape('server/recordings/workshop.tape')
  const { cluster, kubernetes } = tape.header
  let entries: Entry[] = []
  const pipeline = createPipeline({ ...cluster, version: kubernetes }, true, { entries: (more) => entries.push(...more) })
  const player = createPlayer(pipeline)
  const records: TapeRecord[] = []
  for await (const record of tape.records()) records.push(record)
  await tape.close()
  for (const record of records.slice(0, 1)) if ('key' in record) for (const object of record.key) player.object(object, record.t)
  entries = []
  const now = pipeline.recent()
  const lens = createLens({ sight, cards, now, step: pipeline.step, evidence: pipeline.evidence })
  const picture = pictureOfContents(lens.contents(now))
  let told = 0
  for (const [at, record] of records.entries()) {
    if ('delta' in record) player.delta(record.delta, record.t)
    for (const entry of entries.splice(0).flatMap((each) => lens.entry(each))) {
      told++
      apply(picture, entry)
    }
    if (at % Math.floor(records.length / 4) !== 0) continue
    const shown = pictureOfContents(lens.contents(pipeline.recent()))
    expect(picture.seq).toBe(shown.seq)
    expect(picture.objects).toEqual(shown.objects)
    expect(picture.pulses).toEqual(shown.pulses)
    // A story that was found to be part of another stays as an empty one, which no view shows.
    expect(new Map([...picture.stories].filter(([, { steps }]) => steps > 0))).toEqual(shown.stories)
    expect(picture.steps).toEqual(shown.steps)
    expect(picture.order).toEqual(shown.order)
  }
  const shop = seesNamespace(sight, 'shop')
  expect(told > 100).toBe(shop)
  expect(picture.steps.size > 100).toBe(shop)
})
