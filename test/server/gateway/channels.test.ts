import { beforeEach, describe, expect, it } from 'vitest'
import { type Channels, createChannels } from '../../../server/gateway/channels.ts'
import type { Sight } from '../../../server/gateway/sight.ts'
import { entry, step } from './gateway-kit.ts'

const of = (...namespaces: string[]): Sight => ({ namespaces: new Set(namespaces), cluster: false })
const inNamespace = (namespace: string, id: string) => ({
  id,
  subject: { kind: 'Pod', apiVersion: 'v1', namespace, name: id, uid: id },
  story: id,
  namespaces: [namespace],
})
const steps = [step(1, inNamespace('a', 's1')), step(2, inNamespace('b', 's2'))]

let now: number
let channels: Channels
let sent: { room: string; seqs: number[] }[]
beforeEach(() => {
  now = 0
  sent = []
  channels = createChannels(
    {
      cards: [],
      recent: () => ({ seq: 2, objects: [], pulses: [], stories: [], steps }),
      step: (id) => steps.find((one) => one.id === id),
      evidence: () => ({ type: 'rule', rule: 'r', source: 's' }),
    },
    (room, { entries }) => sent.push({ room, seqs: entries.map(({ seq }) => seq) }),
    () => now,
  )
})

describe('a sight', () => {
  it('that sees everything is the one that always was: nothing is copied', () => {
    expect(channels.of({ namespaces: 'all', cluster: true })).toBe(channels.whole)
    const one = entry(3)
    channels.entry(one)
    expect(channels.whole.ring.since(2)![0]).toBe(one)
  })

  it('is one channel for all who have it, with numbers of its own', () => {
    const a = channels.of(of('a'))
    expect(channels.of(of('a'))).toBe(a)
    expect(a.epoch).not.toBe(channels.whole.epoch)
    expect(channels.of(of('a', 'b'))).not.toBe(a)
    expect(a.contents().steps.map(({ id, seq }) => [id, seq])).toEqual([['s1', 1]])
    channels.entry(entry(10, inNamespace('b', 's10')))
    channels.entry(entry(11, inNamespace('a', 's11')))
    expect(a.ring.since(1)!.map(({ seq }) => seq)).toEqual([2])
    a.batch.flush()
    channels.whole.batch.flush()
    expect(sent).toEqual([
      { room: a.room, seqs: [2] },
      { room: channels.whole.room, seqs: [10, 11] },
    ])
  })

  it('resumes from the snapshot that it began with, and from nothing before', () => {
    const a = channels.of(of('a'))
    expect(a.ring.newest).toBe(1)
    expect(a.ring.since(1)).toEqual([])
    expect(a.ring.since(0)).toBeUndefined()
  })

  it('what is not seen is as if it were not there', () => {
    const a = channels.of(of('a'))
    expect([a.step('s1')?.id, a.step('s2'), a.step('none')]).toEqual(['s1', undefined, undefined])
    expect([a.evidence('s1', 0)?.type, a.evidence('s2', 0)]).toEqual(['rule', undefined])
  })
})

it('is given up five minutes after the last one asked for it', () => {
  const a = channels.of(of('a'))
  now = 299_999
  expect([...channels]).toHaveLength(2)
  expect(channels.of(of('a'))).toBe(a)
  now += 300_000
  expect([...channels]).toEqual([channels.whole])
  expect(channels.of(of('a'))).not.toBe(a)
})
