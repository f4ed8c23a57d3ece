import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, it } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import { type Journal, type JournalOptions, openJournal } from '../../../server/journal/journal.ts'
import type { JournalHealth } from '../../../server/wire/health.ts'
import { about, changes, encoder, left, made, noise, playAll, pod } from './tape-kit.ts'
import { mayMount, mountVolume } from './volume.ts'

const MIB = 2 ** 20
const root = mkdtempSync(join(tmpdir(), 'cutaway-kept-'))
afterAll(() => rmSync(root, { recursive: true }))
const folder = () => mkdtempSync(join(root, 'f'))

interface Kept extends Journal {
  told: JournalHealth[]
  log: string[]
}

function open(where: string, options: Partial<JournalOptions> = {}): Kept {
  const told: JournalHealth[] = []
  const log: string[] = []
  const journal: Journal = openJournal({
    folder: where,
    size: 16 * MIB,
    about,
    encode: encoder,
    warn: (sentence, { folder }) => log.push(`${sentence} (${folder === where})`),
    changed: () => told.push(journal.health),
    ...options,
  })
  return Object.assign(Object.create(journal) as Journal, { told, log })
}

const tapes = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('cutaway-'))
    .toSorted()
const bytesIn = (folder: string) => tapes(folder).reduce((sum, name) => sum + statSync(join(folder, name)).blocks * 512, 0)
const updated = (name: string, rv: number, padding = 0): Delta => made('Pod', 'updated', pod(name, rv, noise(padding)), Date.now())
const play = (folder: string, name: string) => playAll(join(folder, name))
const news = (deltas: Delta[]) => deltas.filter(({ change }) => change !== 'listed')

describe.concurrent('a journal', () => {
  it('begins with what exists, then holds what happens', async ({ expect }) => {
    const where = folder()
    const journal = open(where)
    journal.delta(made('Pod', 'listed', pod('before', 1), 500))
    expect(journal.health.state).toBe('writing')
    expect(tapes(where)).toEqual([])
    await journal.begin()
    journal.delta(updated('before', 2))
    journal.delta(updated('after', 3))
    await journal.close()
    const [first, ...rest] = await play(where, tapes(where)[0]!)
    expect(first).toMatchObject({ change: 'listed', now: { meta: { name: 'before', resourceVersion: '1' } } })
    expect(rest.map(({ now }) => now?.meta.resourceVersion)).toEqual(['2', '3'])
    expect(tapes(where)).toHaveLength(1)
    expect(journal.told).toEqual([])
  })

  it('turns to another tape when one is full or old; each is whole by itself, and nothing is missing between them', async ({ expect }) => {
    const where = folder()
    const journal = open(where, { turn: { bytes: 64 * 1024, ms: 4000 } })
    await journal.begin()
    const deltas = changes(1500, 600)
    // Each third of them fills a tape; when there are no more, the last one grows old.
    for (let third = 0; third < 3; third++) {
      for (const [at, delta] of deltas.slice(500 * third, 500 * (third + 1)).entries()) {
        journal.delta(delta)
        if (at % 20 === 0) await sleep(40)
      }
      await expect.poll(() => tapes(where).length).toBeGreaterThan(third + 1)
    }
    const full = tapes(where).length
    await expect.poll(() => tapes(where).length).toBeGreaterThan(full)
    await journal.close()
    const played = await Promise.all(tapes(where).map((name) => play(where, name)))
    expect(JSON.stringify(played.flatMap(news))).toBe(JSON.stringify(deltas))
    let before = 0
    for (const tape of played) {
      expect(left(tape.filter(({ change }) => change === 'listed'))).toEqual(left(deltas.slice(0, before)))
      before += news(tape).length
    }
  })

  it('A38: stays below 90 % of its size however much happens: the oldest tapes go', async ({ expect }) => {
    const where = folder()
    const journal = open(where, { size: MIB })
    await journal.begin()
    const first = tapes(where)[0]
    let most = 0
    let newest = first
    for (let at = 0; at < 150; at++) {
      for (let each = 0; each < 3; each++) journal.delta(updated(`p${at % 10}`, at * 3 + each, 4000))
      most = Math.max(most, bytesIn(where))
      await sleep(20)
      // At the pace of the journal's looks: one that comes late would find more than the folder may hold.
      if (at % 25 < 24) continue
      await expect.poll(() => tapes(where).at(-1)).not.toBe(newest)
      newest = tapes(where).at(-1)
    }
    await journal.close()
    most = Math.max(most, bytesIn(where))
    expect(most).toBeLessThanOrEqual(0.9 * MIB)
    expect(most).toBeGreaterThan(0.5 * MIB)
    expect(journal.bytes).toBe(bytesIn(where))
    expect(tapes(where)).not.toContain(first)
    expect(journal.told).toEqual([])
    expect((await play(where, tapes(where).at(-1)!)).at(-1)).toMatchObject({ now: { meta: { resourceVersion: '449' } } })
  })
})

describe.concurrent('recording pauses, says so once, and resumes by itself', () => {
  it('A38: the cluster needs more than the size: it stops at 90 %, and what fits later is recorded', async ({ expect }) => {
    const where = folder()
    const journal = open(where, { size: MIB })
    for (let each = 0; each < 400; each++) journal.delta(made('Pod', 'listed', pod(`p${each}`, each, noise(6000)), 500))
    await journal.begin()
    expect(journal.health).toMatchObject({ state: 'paused', why: 'small' })
    expect(bytesIn(where)).toBeLessThanOrEqual(0.9 * MIB)
    await sleep(2500)
    expect(journal.log).toEqual(['recording paused: --journal-size is too small for this cluster (true)'])
    expect(journal.told).toHaveLength(1)
    await journal.close()
  })

  it('the folder is gone', async ({ expect }) => {
    const where = folder()
    const journal = open(where)
    await journal.begin()
    journal.delta(updated('a', 1))
    renameSync(where, `${where}.away`)
    await expect.poll(() => journal.health).toMatchObject({ state: 'paused', why: 'gone' })
    const { since } = journal.health
    journal.delta(updated('a', 2))
    mkdirSync(where)
    await expect.poll(() => journal.health.state).toBe('writing')
    journal.delta(updated('a', 3))
    await journal.close()
    expect(journal.log).toEqual(['recording paused: the folder is gone (true)', 'recording goes on (true)'])
    expect(journal.told.map(({ state, why }) => [state, why])).toEqual([
      ['paused', 'gone'],
      ['writing', undefined],
    ])
    expect(journal.health.since).toBeGreaterThan(since)
    const world = (folder: string) => play(folder, tapes(folder)[0]!).then((deltas) => deltas.map(({ rv }) => rv))
    expect(await world(`${where}.away`)).toEqual(['1'])
    expect(await world(where)).toEqual(['2', '3'])
  })

  it('a tape that somebody removed is followed by another, without a pause', async ({ expect }) => {
    const where = folder()
    const journal = open(where)
    await journal.begin()
    journal.delta(updated('a', 1))
    const [removed] = tapes(where)
    rmSync(join(where, removed!))
    await expect.poll(() => tapes(where).length).toBe(1)
    expect(tapes(where)).not.toContain(removed)
    await journal.close()
    expect(journal.told).toEqual([])
  })

  it('a disk that takes nothing in time does not fill the memory instead', async ({ expect }) => {
    const where = folder()
    const journal = open(where, { size: 512 * MIB })
    await journal.begin()
    const text = noise(MIB)
    // All at once, and for longer than the journal leaves itself unwatched: nothing is written meanwhile.
    const end = performance.now() + 1500
    for (let each = 0; each < 40; each++) journal.delta(made('Pod', 'updated', pod('a', each, text), Date.now()))
    while (performance.now() < end);
    await expect.poll(() => journal.told.length).toBeGreaterThan(0)
    await expect.poll(() => journal.health.state).toBe('writing')
    await journal.close()
    expect(journal.told.map(({ state, why }) => [state, why])).toEqual([
      ['paused', 'slow'],
      ['writing', undefined],
    ])
    expect(news(await play(where, tapes(where)[0]!))).toHaveLength(40)
  })
})

describe.skipIf(!mayMount()).concurrent('a real disk', () => {
  it('A38: that is full: what was recorded stays, the rest of the program notices nothing, and with room it goes on', async ({ expect }) => {
    const volume = mountVolume(2 * MIB)
    try {
      const journal = open(volume.folder)
      await journal.begin()
      for (let rv = 1; rv <= 20; rv++) journal.delta(updated(`p${rv % 4}`, rv, 2000))
      await expect.poll(() => bytesIn(volume.folder)).toBeGreaterThan(20_000)
      volume.fill()
      for (let rv = 21; rv <= 220; rv++) journal.delta(updated(`p${rv % 4}`, rv, 2000))
      await expect.poll(() => journal.health).toMatchObject({ state: 'paused', why: 'full' })
      const kept = tapes(volume.folder)
      expect(kept).toHaveLength(1)
      expect(news(await play(volume.folder, kept[0]!)).length).toBeGreaterThanOrEqual(20)
      // Tries do not pile up on a disk that is full.
      await sleep(2500)
      expect(tapes(volume.folder)).toEqual(kept)
      for (let rv = 221; rv <= 230; rv++) journal.delta(updated(`p${rv % 4}`, rv))
      volume.free()
      await expect.poll(() => journal.health.state).toBe('writing')
      journal.delta(updated('p0', 231))
      await journal.close()
      expect(journal.log).toEqual(['recording paused: no space left on device (true)', 'recording goes on (true)'])
      const last = await play(volume.folder, tapes(volume.folder).at(-1)!)
      expect(left(last)).toEqual({ 'uid-p0': '231', 'uid-p1': '229', 'uid-p2': '230', 'uid-p3': '227' })
    } finally {
      volume.unmount()
    }
  })

  it('that is read-only, from the beginning', async ({ expect }) => {
    const volume = mountVolume(2 * MIB, 'ro')
    try {
      const journal = open(volume.folder)
      journal.delta(updated('a', 1))
      await journal.begin()
      expect(journal.health).toMatchObject({ state: 'paused', why: 'read-only' })
      volume.mode('rw')
      await expect.poll(() => journal.health.state).toBe('writing')
      await journal.close()
      expect(left(await play(volume.folder, tapes(volume.folder)[0]!))).toEqual({ 'uid-a': '1' })
    } finally {
      volume.unmount()
    }
  })
})
