import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createRecorder } from '../../../server/journal/recorder.ts'
import { until } from '../../support/until.ts'
import { about, changes, encoder, left, look, made, noise, playAll, pod, recordAll } from './tape-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-journal-'))
afterAll(() => rmSync(folder, { recursive: true }))
let file: string
let count = 0
beforeEach(() => {
  file = join(folder, `${++count}.tape`)
})

describe('recording and playing', () => {
  it('gives the same deltas in the same order, after a keyframe of what was there', async () => {
    const deltas = changes(500)
    await recordAll(file, deltas)
    const [first, ...rest] = await playAll(file)
    expect(first).toMatchObject({ change: 'listed', seen: 1000, now: { meta: { name: 'before' } } })
    expect(JSON.stringify(rest)).toBe(JSON.stringify(deltas))
  })

  it('is a zstd file of NDJSON', async () => {
    await recordAll(file, changes(20))
    const { blocks } = await look(file)
    const lines = blocks.flatMap(({ offset, packed }) =>
      zstdDecompressSync(readFileSync(file).subarray(offset + 36, offset + 36 + packed))
        .toString()
        .trim()
        .split('\n'),
    )
    expect(JSON.parse(lines[0]!)).toEqual({ format: 'cutaway-tape', version: 1, ...about, start: 1000 })
    expect(JSON.parse(lines[1]!)).toMatchObject({ t: 1000, key: [{ meta: { name: 'before' } }] })
    expect(lines).toHaveLength(22)
  })

  it('refuses to write over a file', async () => {
    writeFileSync(file, 'mine')
    await expect(createRecorder(file, encoder)).rejects.toMatchObject({
      code: 'TAPE_UNWRITABLE',
      exit: 2,
      message: expect.stringContaining('exists already'),
    })
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

describe('a world of many blocks', () => {
  const world = Array.from({ length: 1500 }, (_, at) => made('Pod', 'listed', pod(`w${at}`, 1, noise(600)), 500))
  const began = 1000

  it('is written a block at a time, and what happens meanwhile comes after it', async () => {
    const recorder = await createRecorder(file, encoder)
    for (const delta of world) recorder.delta(delta)
    const begun = recorder.begin(about, began)
    const deltas = changes(200)
    for (const [at, delta] of deltas.entries()) {
      recorder.delta(delta)
      if (at % 20 === 0) await new Promise(setImmediate)
    }
    expect(await begun).toBe(true)
    await recorder.close()
    const { blocks } = await look(file)
    const parts = blocks.find(({ keyframe }) => keyframe > 0)!.keyframe
    expect(parts).toBeGreaterThan(3)
    for (const { plain } of blocks) expect(plain).toBeLessThan(300 * 1024)
    const played = await playAll(file)
    expect(played.slice(0, 1500).map(({ now, seen }) => [now!.meta.name, seen])).toEqual(world.map(({ now }) => [now!.meta.name, began]))
    expect(JSON.stringify(played.slice(1500))).toBe(JSON.stringify(deltas))
  })

  it('is sought by keyframes that are whole: one that was cut off is none', async () => {
    const recorder = await createRecorder(file, encoder)
    for (const delta of world) recorder.delta(delta)
    await recorder.begin(about, began)
    const deltas = Array.from({ length: 3000 }, (_, at) => made('Pod', 'updated', pod(`w${at % 1500}`, at + 2, noise(600)), 2000 + at))
    for (const [at, delta] of deltas.entries()) {
      recorder.delta(delta)
      // As a cluster does: keyframes are written in between.
      if (at % 100 === 0) await until(() => recorder.size.waiting === 0)
    }
    await recorder.close()
    const { blocks } = await look(file)
    const last = blocks.findLastIndex(({ keyframe }) => keyframe > 0)
    expect(blocks.filter(({ keyframe }) => keyframe > 0).length).toBeGreaterThan(1)
    const states = async (from?: number) => left((await playAll(file, from)).filter(({ seen }) => seen <= blocks[last]!.from))
    expect((await playAll(file, blocks[last]!.from)).length).toBeLessThan(deltas.length)
    expect(await states(blocks[last]!.from)).toEqual(await states())
    // The end of that keyframe is gone: the one before it has to do.
    writeFileSync(file, readFileSync(file).subarray(0, blocks[last]!.offset))
    const cut = await look(file)
    expect(cut.blocks).toEqual(blocks.slice(0, last))
    expect(await states(blocks[last]!.from)).toEqual(await states())
  })
})

describe('a recorder that is killed', () => {
  it('leaves a tape that plays up to about a second before: what was put is written every second', async () => {
    const kit = pathToFileURL(join(import.meta.dirname, 'tape-kit.ts')).href
    const module = pathToFileURL(join(import.meta.dirname, '../../../server/journal/recorder.ts')).href
    const program = `
      import { statSync } from 'node:fs'
      import { createRecorder } from '${module}'
      import { encoder, made, pod } from '${kit}'
      const recorder = await createRecorder(${JSON.stringify(file)}, encoder)
      recorder.begin(${JSON.stringify(about)}, 1000)
      let at = 0
      setInterval(() => { recorder.delta(made('Pod', 'added', pod('p' + at, at), 1000 + at)); at += 1; console.log(at, statSync(${JSON.stringify(file)}).size) }, 5)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    /** How many had been put, by its own count, whenever it found that the file had grown. */
    const growths = () => {
      const counts = said
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(' ').map(Number) as [number, number])
      return counts.filter(([, size], at) => at > 0 && size !== counts[at - 1]![1]).map(([put]) => put)
    }
    await until(() => growths().length >= 5)
    child.kill('SIGKILL')
    await once(child, 'close')
    const names = (await playAll(file)).map(({ now }) => now?.meta.name)
    expect(names).toEqual(names.map((_, at) => `p${at}`))
    // What the file grew by last had been taken while the time before was written, at the earliest, and that had begun after the one before it.
    expect(names.length).toBeGreaterThanOrEqual(growths().at(-4)!)
    expect(names.length).toBeGreaterThan(1)
    // It puts two hundred a second at most, on a slow machine fewer: that many wait for the next time. Later on, blocks are full sooner than that.
    const [first, second, third] = growths() as [number, number, number]
    const waited = [second - first, third - second]
    expect(Math.min(...waited)).toBeLessThan(300)
  })

  it('or whose file was cut anywhere, loses the end only', async () => {
    await recordAll(file, changes(1500, 600))
    const bytes = readFileSync(file)
    const all = await playAll(file)
    const { blocks } = await look(file)
    for (const at of [blocks[1]!.offset + 1, blocks[2]!.offset + 20, blocks[3]!.offset + 400, bytes.length - 3]) {
      writeFileSync(file, bytes.subarray(0, at))
      const tape = await look(file)
      expect(tape.cut).toBe(at < bytes.length - 3)
      const some = await playAll(file)
      expect(some.length).toBeGreaterThan(0)
      expect(some.map(({ rv }) => rv)).toEqual(all.slice(0, some.length).map(({ rv }) => rv))
    }
    expect(statSync(file).size).toBe(bytes.length - 3)
  })
})
