import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { packIndex, readHead } from '../../../server/journal/format.ts'
import { openTape } from '../../../server/journal/tape.ts'
import { packBlock } from './tape-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-tape-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'a.tape')

const header = { format: 'cutaway-tape', version: 1, kubernetes: 'v1.36.3', cluster: { uid: 'u', name: 'n' }, start: 5, holds: 'deltas' }
const block = (...lines: unknown[]) => packBlock(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 5, 9, 0)

/** Opens and reads to the end, as every user does. */
async function readAll(bytes: Buffer | string) {
  writeFileSync(file, bytes)
  const tape = await openTape(file)
  try {
    const records = []
    for await (const record of tape.records()) records.push(record)
    return records
  } finally {
    await tape.close()
  }
}

describe('what is no tape is refused in one sentence that names the file', () => {
  const flipped = Buffer.concat([block(header), block({ t: 6, delta: {} })])
  flipped[flipped.length - 6]! ^= 0xff
  const zeros = zstdCompressSync(Buffer.alloc(40 * 2 ** 20))
  const claims = (packed: number, plain: number, frame: Buffer) => {
    const bytes = Buffer.concat([block(header).subarray(0, 36), frame])
    bytes.writeUInt32LE(packed, 8)
    bytes.writeUInt32LE(plain, 12)
    return bytes
  }

  it.each<[string, Buffer | string, RegExp]>([
    ['empty', '', /not a recording made by cutaway/],
    ['text', 'hello, world, this is a text that is long enough to hold a head', /not a recording/],
    ['plain zstd', zeros, /not a recording/],
    ['another NDJSON', block({ hello: 1 }), /not a recording/],
    ['a header that is no JSON', packBlock('{"format":', 1, 2, 0), /not a recording/],
    ['another version', block({ ...header, version: 9 }), /format version 9, this cutaway reads version 1/],
    ['half a header', block({ ...header, cluster: undefined }), /header is not whole/],
    ['a start that is no time', block({ ...header, start: 'now' }), /header is not whole/],
    ['a start beyond time', block({ ...header, start: 1e300 }), /header is not whole/],
    ['a version that speaks to the terminal', block({ ...header, kubernetes: '\u001b[2J' }), /header is not whole/],
    ['a flipped bit', flipped, /block at byte \d+ is damaged/],
    ['a record without time', block(header, { delta: {} }), /is no record/],
    ['a record beyond time', block(header, { t: 1e300, delta: {} }), /is no record/],
    ['a record of nothing', block(header, { t: 6 }), /is no record/],
    ['a number as record', block(header, 7), /is no record/],
    ['a raw line of an unknown phase', block(header, { t: 1, line: { kind: 'Pod', phase: 'x', text: '' } }), /is no record/],
    ['a bomb by ratio', claims(zeros.length, 40 * 2 ** 20, zeros), /claims to unpack to 41943040 bytes/],
    ['a bomb by size', claims(zeros.length, 2 ** 31, zeros), /more than 1 GiB/],
    ['a bomb that lies about its size', claims(zeros.length, 1000, zeros), /is damaged/],
  ])('%s', async (_, bytes, sentence) => {
    const error: Error = await readAll(bytes).then(
      () => expect.fail('was accepted'),
      (refused: Error) => refused,
    )
    expect(error).toMatchObject({ code: 'TAPE_REFUSED', exit: 2 })
    expect(error.message).toMatch(sentence)
    expect(error.message).toContain(file)
    expect(error.message).not.toContain('\n')
  })

  it('a file that is not there, a folder', async () => {
    await expect(openTape(join(folder, 'none'))).rejects.toMatchObject({ code: 'TAPE_REFUSED', message: expect.stringContaining('no such file') })
    await expect(openTape(folder)).rejects.toMatchObject({ code: 'TAPE_REFUSED', message: expect.stringContaining('not a file') })
  })

  it('unpacks no bomb: memory stays where it was', async () => {
    const before = process.memoryUsage().rss
    await readAll(claims(zeros.length, 40 * 2 ** 20, zeros)).catch(() => {})
    expect(process.memoryUsage().rss - before).toBeLessThan(30 * 2 ** 20)
  })
})

describe('the index', () => {
  const blocks = Buffer.concat([block(header), block({ t: 6, delta: 1 }), block({ t: 7, delta: 2 })])

  it('is not believed when it does not fit the file', async () => {
    const lie = packIndex([{ offset: 40, packed: 9, plain: 9, from: 1, to: 2, keyframe: 0 }])
    expect(await readAll(Buffer.concat([blocks, lie]))).toEqual([
      { t: 6, delta: 1 },
      { t: 7, delta: 2 },
    ])
  })

  it('is not believed when it is no JSON', async () => {
    const broken = packIndex([readHead(blocks, 0)!])
    broken.fill('x', 10, 20)
    expect(await readAll(Buffer.concat([blocks, broken]))).toHaveLength(2)
  })
})

it('tells its span, and raw lines come back as they were', async () => {
  const line = { t: 8, line: { kind: 'Pod', phase: 'watch', text: '{"type":"ADDED"}\u2028' } }
  writeFileSync(file, Buffer.concat([block({ ...header, holds: 'lines' }), block(line)]))
  const tape = await openTape(file)
  expect(tape).toMatchObject({ end: 9, cut: false, header: { start: 5, holds: 'lines' } })
  await tape.close()
  expect(await readAll(Buffer.concat([block(header), block(line)]))).toEqual([line])
})
