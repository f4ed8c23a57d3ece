import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import { createReplaySource } from '../../../server/journal/replay.ts'
import { openTape } from '../../../server/journal/tape.ts'
import { changes, left, look, playAll, player, recordAll } from './tape-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))
let file: string
let count = 0
beforeEach(() => {
  file = join(folder, `${++count}.tape`)
})

describe('seeking', () => {
  it('by the nearest keyframe builds the same world as playing to that time', async () => {
    const deltas = changes(3000, 600)
    await recordAll(file, deltas)
    const tape = await look(file)
    expect(tape.blocks.filter(({ keyframe }) => keyframe).length).toBeGreaterThan(3)
    for (const at of [1000, 1495, 8003, 20_000, 30_990, 99_999]) {
      const sought = await playAll(file, at)
      const until = (list: Delta[]) => left(list.filter(({ seen }) => seen <= at))
      expect(until(sought), `at ${at}`).toEqual(until(await playAll(file)))
    }
    expect((await playAll(file, 30_000)).length).toBeLessThan(1500)
  })

  it('works without the index too', async () => {
    await recordAll(file, changes(3000, 600))
    const whole = await look(file)
    const bytes = readFileSync(file)
    const end = whole.blocks.at(-1)!.offset + 36 + whole.blocks.at(-1)!.packed
    writeFileSync(file, bytes.subarray(0, end))
    const cut = await look(file)
    expect(cut.blocks).toEqual(whole.blocks)
    expect(cut.cut).toBe(false)
  })
})

describe('pace', () => {
  it('plays recorded time at the asked speed', async () => {
    await recordAll(file, changes(100))
    const source = createReplaySource(await openTape(file), player, { pace: 5 })
    const began = performance.now()
    await source.start({ delta: () => {}, health: () => {} })
    await source.ended
    expect(performance.now() - began).toBeGreaterThan(180)
    expect(performance.now() - began).toBeLessThan(1000)
    await source.stop()
  })

  it('delivers nothing after stop', async () => {
    await recordAll(file, changes(100))
    const source = createReplaySource(await openTape(file), player, { pace: 1 })
    let heard = 0
    await source.start({ delta: () => (heard += 1), health: () => {} })
    await new Promise((resolve) => setTimeout(resolve, 60))
    await source.stop()
    const then = heard
    expect(then).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(heard).toBe(then)
  })
})
