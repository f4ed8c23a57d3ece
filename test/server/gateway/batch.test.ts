import { setImmediate as endOfTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createBatch, type Frame } from '../../../server/gateway/batch.ts'
import { entry, object, step, until } from './gateway-kit.ts'

const block = (ms: number) => {
  const end = performance.now() + ms
  while (performance.now() < end);
}

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

describe('busy', () => {
  it('spaces frames by 16 ms while the loop is late, loses nothing, keeps the order', async () => {
    const { batch, frames, seqs } = collecting()
    batch.add(object(1))
    block(10)
    await until(() => frames.length > 0)
    expect(batch.busy).toBe(true)
    let seq = 1
    const timer = setInterval(() => batch.add(object(++seq)), 1)
    await until(() => frames.length > 12)
    clearInterval(timer)
    batch.flush()
    const distances = frames.slice(2, -1).map(({ at }, index) => at - frames[index + 1]!.at)
    expect(Math.min(...distances)).toBeGreaterThan(14)
    expect(seqs()).toEqual(Array.from({ length: seq }, (_, at) => at + 1))
  })

  it('sends the first after a rest at once', async () => {
    const { batch, frames } = collecting()
    batch.add(object(1))
    block(10)
    await until(() => frames.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(frames).toHaveLength(1)
    batch.add(object(2))
    await endOfTurn()
    expect(frames).toHaveLength(2)
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
