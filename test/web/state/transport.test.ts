import { beforeEach, describe, expect, it } from 'vitest'
import { emptyPicture, pictureOf } from '../../../web/state/picture.ts'
import { tick } from '../../../web/state/playback.ts'
import * as shownState from '../../../web/state/shown.ts'
import * as commands from '../../../web/state/transport.ts'
import { entriesOf, podObject, randomEntries, START, stepOf } from '../support/story-of-a-pod.ts'

const transport = { ...commands, ...shownState, tick }
const steps = (count: number, every = 100) =>
  entriesOf(
    Array.from({ length: count }, (_, index) => ({ step: stepOf(`s${index}`, 'loop.made', 'p', index * every) })),
    every,
  )
const shown = () => transport.picture.value.order.length
let now = 0
const run = (ms: number) => {
  for (const end = now + ms; now < end; now += 20) transport.tick(now)
}

beforeEach(() => {
  now += 10_000
  transport.setPace('real')
  transport.speed.value = 1
  transport.load(emptyPicture())
  transport.tick(now)
})

describe('live', () => {
  it('shows what arrives at the next frame in real pace', () => {
    transport.append(steps(3), now)
    run(20)
    expect(shown()).toBe(3)
    expect(transport.mode.value).toBe('live')
    expect(transport.focus.value?.step.id).toBe('s2')
  })

  it('gives every step its time on stage in explain pace, in order, losing none', () => {
    transport.setPace('explain')
    transport.append(steps(5), now)
    const seen: string[] = []
    for (let frame = 0; frame < 200; frame++) {
      run(20)
      const id = transport.focus.value?.step.id
      if (id && seen.at(-1) !== id) seen.push(id)
    }
    expect(seen).toEqual(['s0', 's1', 's2', 's3', 's4'])
  })

  it('does not explain a flood one by one', () => {
    transport.setPace('explain')
    transport.append(steps(100), now)
    run(20)
    expect(shown()).toBe(100)
    expect(transport.focus.value?.more).toBe(99)
  })

  it('paused: keeps everything that arrives and shows it all on the way back', () => {
    transport.append(steps(2), now)
    run(20)
    transport.pause()
    const all = steps(10)
    transport.append(all.slice(2), now)
    run(500)
    expect(shown()).toBe(2)
    expect(transport.mode.value).toBe('paused')
    expect(transport.waiting.value).toBe(8)
    transport.resume()
    expect(shown()).toBe(10)
    expect(transport.missed.value).toBe(8)
    expect(transport.waiting.value).toBe(0)
    expect(transport.mode.value).toBe('live')
  })

  it('takes every entry once, whatever a resumed socket delivers again', () => {
    const all = steps(6)
    transport.append(all.slice(0, 4), now)
    transport.append(all.slice(2), now)
    run(20)
    expect(transport.picture.value.order).toEqual(['s0', 's1', 's2', 's3', 's4', 's5'])
    expect(transport.newestSeq()).toBe(6)
  })

  it('leaves out what the snapshot already holds', () => {
    const all = steps(6)
    transport.load({ ...emptyPicture(), seq: 3 })
    transport.append(all, now)
    run(20)
    expect(transport.picture.value.order).toEqual(['s3', 's4', 's5'])
  })
})

describe('stepping', () => {
  it('goes back and forward over steps, with the objects that came with them', () => {
    const entries = entriesOf([
      { step: stepOf('a', 'loop.made', 'p', 0) },
      { object: podObject('p', 'waiting') },
      { step: stepOf('b', 'placer.placed', 'p', 200) },
      { object: podObject('p', 'starting', 'n') },
    ]).map((entry, index) => ({ ...entry, at: START + Math.floor(index / 2) * 100 }))
    transport.append(entries, now)
    run(20)
    const look = () => transport.objects.value.get('uid-p')?.pod?.look
    expect(look()).toBe('starting')
    expect(transport.stepBack()).toBe(true)
    expect([transport.focus.value?.step.id, look(), transport.mode.value, transport.waiting.value]).toEqual(['a', 'waiting', 'stepping', 1])
    expect(transport.stepBack()).toBe(true)
    expect([shown(), look()]).toEqual([0, undefined])
    expect(transport.stepBack()).toBe(false)
    transport.stepForward()
    transport.stepForward()
    expect([transport.focus.value?.step.id, look(), transport.focus.value?.moves]).toEqual(['b', 'starting', true])
    expect(transport.stepForward()).toBe(false)
  })
})

describe('a recording', () => {
  const entries = randomEntries(600, 21)
  const asData = () => ({
    order: [...transport.picture.value.order],
    objects: Object.fromEntries(transport.picture.value.objects),
    steps: Object.fromEntries(transport.picture.value.steps),
  })

  it('shows after seek(t) what playing to t shows', () => {
    for (const share of [0.2, 0.55, 0.9]) {
      const target = START + 6000 * share
      transport.load({ ...emptyPicture(), at: START }, entries)
      transport.tick(now)
      while (transport.clock.value < target - 20) run(20)
      transport.pause()
      const at = transport.clock.value
      const played = asData()
      transport.load({ ...emptyPicture(), at: START }, entries)
      transport.pause()
      transport.seek(START + 6000)
      transport.seek(at)
      expect(asData()).toEqual(played)
      expect(transport.clock.value).toBe(at)
    }
  })

  it('plays at its speed, stops at its end and can be played again', () => {
    transport.load({ ...emptyPicture(), at: START }, steps(11))
    transport.tick(now)
    transport.speed.value = 2
    run(300)
    expect(transport.clock.value - START).toBeGreaterThanOrEqual(560)
    expect(transport.clock.value - START).toBeLessThanOrEqual(640)
    run(400)
    expect([transport.ended.value, transport.running.value, shown()]).toEqual([true, false, 11])
    transport.toggle()
    run(100)
    expect(shown()).toBeLessThan(5)
    expect(transport.mode.value).toBe('replay')
  })

  it('skips silence when explaining, and says how much', () => {
    transport.load({ ...emptyPicture(), at: START }, steps(2, 60_000))
    transport.setPace('explain')
    transport.tick(now)
    let most = 0
    for (let frame = 0; frame < 150; frame++) {
      run(20)
      most = Math.max(most, transport.skipped.value)
    }
    expect(shown()).toBe(2)
    expect(most).toBeGreaterThan(50_000)
    expect(transport.skipped.value).toBe(0)
  })
})

it('takes a snapshot for what it is', () => {
  const hello = { seq: 9 } as Parameters<typeof pictureOf>[0]['hello']
  const step = stepOf('s', 'loop.made', 'p', 0)
  const picture = pictureOf(
    { hello, objects: [podObject('p')], pulses: [], stories: [], steps: [step], health: { state: 'live', since: 0, kinds: [], faults: {} } },
    START,
  )
  expect([picture.seq, picture.order, [...picture.objects.keys()]]).toEqual([9, ['s'], ['uid-p']])
})

it('keeps a paused view through a reset, and has the new world when it goes live', () => {
  transport.append(steps(3), now)
  run(20)
  transport.pause()
  const before = [...transport.picture.value.order]
  const world = emptyPicture()
  for (const id of ['s1', 's2', 'x']) {
    world.steps.set(id, stepOf(id, 'loop.made', 'p', 0))
    world.order.push(id)
  }
  transport.renew({ ...world, seq: 40 })
  transport.append(steps(60).slice(38), now)
  run(100)
  expect(transport.picture.value.order).toEqual(before)
  expect(transport.waiting.value).toBe(1 + 20)
  expect(transport.newestSeq()).toBe(60)
  transport.resume()
  expect(transport.picture.value.order).toHaveLength(23)
  expect(transport.picture.value.order[2]).toBe('x')
})
