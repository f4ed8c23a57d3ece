import { describe, expect, it } from 'vitest'
import { emptyPicture, type Picture } from '../../../web/state/picture.ts'
import { back, BACK, forward, indexAt, reelFrom, seek, trim } from '../../../web/state/reel.ts'
import { dice, randomEntries } from '../support/story-of-a-pod.ts'

const asData = (picture: Picture) => ({
  seq: picture.seq,
  order: picture.order,
  tables: [picture.objects, picture.pulses, picture.stories, picture.steps].map((table) => Object.fromEntries<unknown>(table)),
})

function playedTo(entries: ReturnType<typeof randomEntries>, target: number) {
  const reel = reelFrom(emptyPicture(), entries)
  while (reel.cursor < target) forward(reel)
  return asData(reel.picture)
}

describe('a reel', () => {
  it('shows after seek(t) what playing to t shows, wherever it came from', () => {
    const entries = randomEntries(BACK + 3500, 11)
    const reel = reelFrom(emptyPicture(), entries)
    const roll = dice(3)
    const targets = [entries.length, 10, 1000, 999, entries.length, 0, ...Array.from({ length: 25 }, () => Math.floor(roll() * entries.length))]
    for (const target of targets) {
      expect(seek(reel, target)).toBe(true)
      expect(reel.cursor).toBe(target)
      expect(asData(reel.picture), `at ${target}`).toEqual(playedTo(entries, target))
    }
  })

  it('goes back one by one, further than its patches reach', () => {
    const entries = randomEntries(BACK + 50, 5)
    const reel = reelFrom(emptyPicture(), entries)
    seek(reel, entries.length)
    for (let step = 0; step < BACK + 20; step++) expect(back(reel)).toBe(true)
    expect(asData(reel.picture)).toEqual(playedTo(entries, 30))
    while (back(reel));
    expect(reel.cursor).toBe(0)
    expect(asData(reel.picture)).toEqual(asData(emptyPicture()))
  })

  it('says that a past which is no longer kept is gone, and stays where it is', () => {
    const reel = reelFrom(emptyPicture(), randomEntries(BACK + 4000, 2))
    seek(reel, reel.entries.length)
    const end = asData(reel.picture)
    trim(reel)
    expect(reel.cursor).toBe(BACK)
    expect(asData(reel.picture)).toEqual(end)
    while (reel.cursor > 0 && back(reel));
    expect(back(reel)).toBe(false)
  })

  it('finds the entries up to a time', () => {
    const entries = randomEntries(100, 1)
    const reel = reelFrom(emptyPicture(), entries)
    expect(indexAt(reel, entries[40]!.at)).toBe(41)
    expect(indexAt(reel, entries[40]!.at + 1)).toBe(41)
    expect(indexAt(reel, 0)).toBe(0)
    expect(indexAt(reel, Infinity)).toBe(100)
  })
})
