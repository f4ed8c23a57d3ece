import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createFolder, NoRoom } from '../../../server/journal/folder.ts'
import { mayMount, mountVolume } from './volume.ts'

const MIB = 2 ** 20
const root = mkdtempSync(join(tmpdir(), 'cutaway-folder-'))
afterAll(() => rmSync(root, { recursive: true }))
let where: string
let count = 0
beforeEach(() => {
  where = join(root, `${++count}`)
  mkdirSync(where)
})

const at = Date.UTC(2026, 10, 21, 16)
const [first, second, third] = ['16', '17', '18'].map((hour) => `cutaway-2026-11-21T${hour}-00-00-000Z.tape`) as [string, string, string]
const tape = (name: string, bytes: number) => {
  writeFileSync(join(where, name), '')
  truncateSync(join(where, name), bytes)
}

describe('tapes', () => {
  it('are named after the time when they begin, so that they sort', async () => {
    const folder = createFolder(where, MIB)
    await folder.look()
    expect(folder.name(at)).toBe(first)
  })

  it('sort behind the others though the clock was set back, or did not move', async () => {
    tape(first, 1)
    const folder = createFolder(where, MIB)
    await folder.look()
    for (const now of [at - 3_600_000, at]) expect(folder.name(now)).toBe('cutaway-2026-11-21T16-00-00-001Z.tape')
    expect(folder.name(at + 3_600_000)).toBe(second)
  })

  it('of an earlier run are counted as the whole blocks that they take; other files are not', async () => {
    tape(first, 1)
    tape(second, 4097)
    for (const other of ['mine.tape', 'cutaway-notes.txt', `${first}.bak`, 'cutaway-2026-11-21T16-00-00Z.tape']) tape(other, MIB)
    mkdirSync(join(where, third))
    const folder = createFolder(where, MIB)
    expect(await folder.look()).toBeGreaterThan(0)
    expect(folder.bytes).toBe(3 * 4096)
  })

  it('that somebody removed take no room any more', async () => {
    tape(first, 1)
    const folder = createFolder(where, MIB)
    await folder.look()
    expect(await folder.has(first)).toBe(true)
    rmSync(join(where, first))
    expect(await folder.has(first)).toBe(false)
    await folder.look()
    expect(folder.bytes).toBe(0)
  })
})

describe('room', () => {
  it('is 90 % of the size; the oldest go for it, one by one, and nothing of another name', async () => {
    tape(first, MIB / 4)
    tape(second, MIB / 4)
    tape('mine.tape', MIB)
    const folder = createFolder(where, MIB)
    await folder.look()
    expect(folder.limit).toBe(Math.floor(0.9 * MIB))
    await folder.reserve(third, 0.4 * MIB - 4096)
    expect(readdirSync(where)).toEqual([first, second, 'mine.tape'])
    await folder.reserve(third, 0.4 * MIB)
    expect(readdirSync(where)).toEqual([second, 'mine.tape'])
    await folder.reserve(third, 0.8 * MIB)
    expect(readdirSync(where)).toEqual(['mine.tape'])
    expect(folder.bytes).toBeLessThanOrEqual(folder.limit)
  })

  it('is refused to a tape that alone takes more; newer ones never go for it', async () => {
    tape(third, MIB / 2)
    const folder = createFolder(where, MIB)
    await folder.look()
    await expect(folder.reserve(second, MIB / 2)).rejects.toThrow(NoRoom)
    await expect(folder.reserve(third, MIB)).rejects.toThrow(NoRoom)
    expect(readdirSync(where)).toEqual([third])
    expect(folder.bytes).toBe(MIB / 2)
  })

  it('comes back when a tape is removed', async () => {
    const folder = createFolder(where, MIB)
    await folder.reserve(first, MIB / 2)
    await folder.remove(first)
    expect(folder.bytes).toBe(0)
  })
})

describe.skipIf(!mayMount())('a volume', () => {
  it('that is smaller than the size has the say, and may grow', async () => {
    const volume = mountVolume(MIB)
    try {
      const folder = createFolder(volume.folder, 2 ** 30)
      expect(await folder.look()).toBe(MIB)
      expect(folder.limit).toBe(Math.floor(0.9 * MIB))
      volume.fill()
      expect(await folder.look()).toBe(0)
    } finally {
      volume.unmount()
    }
  })
})

describe('what is refused, in one sentence', () => {
  it.each([
    ['no folder', () => join(where, 'none'), /there is no such folder/],
    ['a file', () => (tape(first, 1), join(where, first)), /it is not a folder/],
  ])('%s', (_, path, why) => {
    const folder = path()
    expect(() => createFolder(folder, MIB)).toThrow(
      expect.objectContaining({ code: 'JOURNAL_REFUSED', exit: 2, message: expect.stringMatching(why) }),
    )
    expect(() => createFolder(folder, MIB)).toThrow(`Cannot keep a journal in ${folder}: `)
  })
})
