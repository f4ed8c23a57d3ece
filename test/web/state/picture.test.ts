import { describe, expect, it } from 'vitest'
import { apply, copyOf, emptyPicture, REMEMBERED, undo } from '../../../web/state/picture.ts'
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
