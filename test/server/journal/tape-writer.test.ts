import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createTapeWriter, type TapeWriter } from '../../../server/journal/tape-writer.ts'
import { noise, recordsOf } from './tape-kit.ts'
import { mayMount, mountVolume } from './volume.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-writer-'))
afterAll(() => rmSync(folder, { recursive: true }))
let file: string
let count = 0
beforeEach(() => {
  file = join(folder, `${++count}.tape`)
})

const header = JSON.stringify({ format: 'cutaway-tape', version: 1, kubernetes: 'v1', cluster: { uid: 'u', name: 'n' }, start: 1, holds: 'deltas' })
const quiet = { failed: () => {} }
const numbers = async (of = file) => (await recordsOf(of)).map((record) => record.t)

/** The header, then a record of this time and size in a block of its own. */
function put(writer: TapeWriter, t: number, size = 10) {
  writer.put(`{"t":${t},"delta":"${noise(size)}"}`, t)
  writer.seal()
}

describe('what is put', () => {
  it('comes back in its order, of as many blocks as were sealed', async () => {
    const writer = await createTapeWriter(file, quiet)
    expect(writer.put(header, 1)).toBe(header.length + 1)
    for (let t = 1; t <= 20; t++) put(writer, t)
    expect(writer.waiting).toBeGreaterThan(0)
    expect(await writer.written()).toBe(true)
    expect(writer.waiting).toBe(0)
    expect(await writer.close()).toBeUndefined()
    expect(await numbers()).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect((await stat(file)).size).toBe(writer.bytes)
  })

  it('is on disk a second later though nothing was sealed', async () => {
    const writer = await createTapeWriter(file, quiet)
    writer.put(header, 1)
    writer.put('{"t":1,"delta":1}', 1)
    await expect.poll(() => stat(file).then(({ size }) => size)).toBeGreaterThan(0)
    expect(await numbers()).toEqual([1])
    writer.put('{"t":2,"delta":1}', 2)
    await expect.poll(() => numbers()).toEqual([1, 2])
    await writer.close()
    expect(await numbers()).toEqual([1, 2])
  })

  it('goes to no file that exists', async () => {
    writeFileSync(file, 'mine')
    await expect(createTapeWriter(file, quiet)).rejects.toMatchObject({ code: 'EEXIST' })
  })
})

describe('when there is no room', () => {
  it('one failure is told, the file ends with the last block that is whole, and nothing throws after', async () => {
    const failures: Error[] = []
    const writer = await createTapeWriter(file, {
      failed: (error) => failures.push(error),
      reserve: async (bytes) => {
        if (bytes > 4000) throw new Error('no more')
      },
    })
    writer.put(header, 1)
    put(writer, 1)
    put(writer, 2, 8000)
    put(writer, 3)
    expect(await writer.written()).toBe(false)
    expect(writer.put('{"t":4,"delta":1}', 4)).toBe(0)
    writer.seal()
    expect(await writer.close()).toBe(failures[0])
    expect(failures.map(({ message }) => message)).toEqual(['no more'])
    expect(await numbers()).toEqual([1])
    expect((await stat(file)).size).toBe(writer.bytes)
  })

  it.skipIf(!mayMount())('on a disk that is full, what was on it a second ago is on it still', async () => {
    const volume = mountVolume(256 * 1024)
    try {
      const full = join(volume.folder, 'a.tape')
      let failed: NodeJS.ErrnoException | undefined
      const writer = await createTapeWriter(full, { failed: (error) => (failed = error) })
      writer.put(header, 1)
      put(writer, 1, 20_000)
      writer.put('{"t":2,"delta":1}', 2)
      await expect.poll(() => numbers(full)).toEqual([1, 2])
      volume.fill()
      // The open block grows past what there is; what it held before must not be lost by trying.
      writer.put(`{"t":3,"delta":"${noise(60_000)}"}`, 3)
      await expect.poll(() => failed?.code).toBe('ENOSPC')
      expect(await writer.close()).toBe(failed)
      expect(await numbers(full)).toEqual([1, 2])
    } finally {
      volume.unmount()
    }
  })
})
