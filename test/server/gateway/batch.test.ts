import { setImmediate as endOfTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBatch, type Frame } from '../../../server/gateway/batch.ts'
import { until } from '../../support/until.ts'
import { entry, object, step } from './gateway-kit.ts'

function collecting() {
  const frames: (Frame & { at: number })[] = []
  const batch = createBatch((frame) => frames.push({ ...frame, at: performance.now() }))
  return { batch, frames, seqs: () => frames.flatMap(({ entries }) => entries.map(({ seq }) => seq)) }
}

describe('calm', () => {
  it('sends what one turn brought in one frame, before the next turn', async () => {
    const { batch, frames, seqs } = collecting()
    batch.add(object(1))
    batch.add(entry(2))
    expect(frames).toHaveLength(0)
    await endOfTurn()
    expect(frames).toHaveLength(1)
    batch.add(object(3))
    await until(() => frames.length > 1)
    expect(seqs()).toEqual([1, 2, 3])
    expect(frames.map(({ name }) => name)).toEqual(['steps', 'objects'])
  })
})

/** On a clock of its own, as the real one shows how busy the machine is. */
describe('busy', () => {
  let now: number
  beforeEach(() => {
    now = 0
    vi.useFakeTimers({ toFake: ['setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] })
    vi.spyOn(performance, 'now').mockImplementation(() => now)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
  /** Something else holds the loop. */
  const block = (ms: number) => void (now += ms)
  /** The loop turns every ms. */
  const pass = (ms: number) => {
    for (let each = 0; each < ms; each++) {
      now += 1
      vi.advanceTimersByTime(1)
    }
  }
  const endOfTurn = () => vi.advanceTimersByTime(0)

  it('spaces frames by 16 ms while the loop is late, loses nothing, keeps the order', () => {
    const { batch, frames, seqs } = collecting()
    batch.add(object(1))
    block(10)
    endOfTurn()
    expect(frames).toHaveLength(1)
    expect(batch.busy).toBe(true)
    let seq = 1
    while (frames.length <= 12 && seq < 1000) {
      batch.add(object(++seq))
      pass(1)
    }
    const distances = frames.slice(1).map(({ at }, index) => at - frames[index]!.at)
    expect(distances).toEqual(Array<number>(12).fill(16))
    expect(seqs()).toEqual(Array.from({ length: seq }, (_, at) => at + 1))
  })

  it('sends the first after a rest at once', () => {
    const { batch, frames } = collecting()
    batch.add(object(1))
    block(10)
    endOfTurn()
    pass(50)
    expect(frames).toHaveLength(1)
    expect(batch.busy).toBe(true)
    batch.add(object(2))
    endOfTurn()
    expect(frames).toHaveLength(2)
  })

  it('is calm again a second later', () => {
    const { batch } = collecting()
    batch.add(object(1))
    block(10)
    endOfTurn()
    pass(999)
    expect(batch.busy).toBe(true)
    pass(1)
    expect(batch.busy).toBe(false)
  })
})

it('a frame is named after the most telling thing in it', () => {
  const { batch, frames } = collecting()
  const amend = { seq: 2, at: 2, amend: step(1) }
  batch.add(object(1))
  batch.add(amend)
  batch.flush()
  batch.add(amend)
  batch.add(entry(3))
  batch.flush()
  batch.flush()
  expect(frames.map(({ name }) => name)).toEqual(['amend', 'steps'])
})

it('sends nothing after stop', async () => {
  const { batch, frames } = collecting()
  batch.add(object(1))
  batch.stop()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(frames).toEqual([])
})
