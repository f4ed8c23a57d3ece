import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import { createReplaySource } from '../../../server/journal/replay.ts'
import { openTape } from '../../../server/journal/tape.ts'
import { until } from '../../support/until.ts'
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
      const world = (list: Delta[]) => left(list.filter(({ seen }) => seen <= at))
      expect(world(sought), `at ${at}`).toEqual(world(await playAll(file)))
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
  afterEach(() => void vi.useRealTimers())

  it('plays recorded time at the asked speed', async () => {
    await recordAll(file, changes(100))
    const source = createReplaySource(await openTape(file), player, { pace: 5 })
    // Time passes only while it waits: what reading takes is the machine's.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const began = performance.now()
    const times: [number, number][] = []
    await source.start({ delta: ({ seen }) => times.push([seen - 1000, performance.now() - began]), health: () => {} })
    while (times.length < 101) {
      await new Promise(setImmediate)
      vi.advanceTimersToNextTimer()
    }
    await source.ended
    expect(times).toHaveLength(101)
    expect(times.filter(([recorded, played]) => Math.abs(recorded / 5 - played) > 2)).toEqual([])
    await source.stop()
  })

  it('delivers nothing after stop', async () => {
    await recordAll(file, changes(100))
    const source = createReplaySource(await openTape(file), player, { pace: 0.1 })
    let heard = 0
    await source.start({ delta: () => (heard += 1), health: () => {} })
    await until(() => heard > 0)
    await source.stop()
    const then = heard
    // More than from one to the next.
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(heard).toBe(then)
  })
})
