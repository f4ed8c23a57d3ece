import { type FileHandle, open } from 'node:fs/promises'
import { tapeRefused } from '../errors.ts'
import {
  type BlockHead,
  HEAD_BYTES,
  INDEX_TAIL_BYTES,
  indexLength,
  isBomb,
  isIndex,
  MAX_TAPE_BYTES,
  type RawLine,
  readHead,
  readIndex,
  type TapeHeader,
  type TapeRecord,
  unpackBlock,
} from './format.ts'

const phases: ReadonlySet<unknown> = new Set(['list', 'list-end', 'watch'] satisfies RawLine['phase'][])

/** An open tape. Every read that fails throws TAPE_REFUSED with one sentence that names the file. */
export interface Tape {
  file: string
  header: TapeHeader
  blocks: readonly BlockHead[]
  /** Time of the last record, ms since epoch. */
  end: number
  /** The file ends in the middle of a block: its recorder was killed, or the copy is not whole. */
  cut: boolean
  /** In recorded order. With `from`: beginning at the last keyframe at or before it, so that the world at `from` can be built. */
  records(from?: number): AsyncGenerator<TapeRecord, void>
  close(): Promise<void>
}

export async function openTape(file: string): Promise<Tape> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw tapeRefused(file, error.code === 'ENOENT' ? 'there is no such file' : error.message)
  })
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw tapeRefused(file, 'it is not a file')
    const blocks = (await indexed(handle, stat.size)) ?? (await scanned(handle, stat.size))
    const [first] = blocks
    if (!first) throw tapeRefused(file, 'it is not a recording made by cutaway')
    if (blocks.reduce((sum, { plain }) => sum + plain, 0) > MAX_TAPE_BYTES) throw tapeRefused(file, 'it holds more than 1 GiB when unpacked')
    const last = blocks.at(-1)!
    const header = readHeader(file, linesOf(await unpack(file, handle, first)).next().value)
    return {
      file,
      header,
      blocks,
      end: blocks.reduce((end, { to }) => Math.max(end, to), header.start),
      cut: !(await endsWell(handle, last, stat.size)),
      records: (from) => records(file, handle, blocks, from),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function* records(file: string, handle: FileHandle, blocks: readonly BlockHead[], from?: number): AsyncGenerator<TapeRecord, void> {
  const begin = from === undefined ? 0 : beginning(blocks, from)
  for (const [at, block] of blocks.entries()) {
    if (at < begin) continue
    const lines = linesOf(await unpack(file, handle, block))
    if (at === 0) lines.next()
    for (const text of lines) if (text !== '') yield readRecord(file, text, block)
  }
}

/** Where the last keyframe at or before `from` begins. */
function beginning(blocks: readonly BlockHead[], from: number): number {
  const last = blocks.findLastIndex((block) => block.keyframe > 0 && block.from <= from)
  return last < 0 ? 0 : Math.max(0, last - blocks[last]!.keyframe + 1)
}

/** One at a time: a block of nothing but line ends would make more strings than there is memory. */
function* linesOf(text: string): Generator<string, undefined> {
  for (let from = 0; from <= text.length;) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? text.length : end)
    from = end < 0 ? text.length + 1 : end + 1
  }
}

async function unpack(file: string, handle: FileHandle, block: BlockHead): Promise<string> {
  const bytes = await read(handle, block.offset, HEAD_BYTES + block.packed)
  const head = readHead(bytes, block.offset)
  if (!head || head.packed !== block.packed || bytes.length < HEAD_BYTES + head.packed) throw damaged(file, block)
  if (isBomb(head)) throw tapeRefused(file, `its block at byte ${block.offset} claims to unpack to ${head.plain} bytes`)
  try {
    return unpackBlock(bytes.subarray(HEAD_BYTES), head)
  } catch {
    throw damaged(file, block)
  }
}

function readHeader(file: string, line: string | undefined): TapeHeader {
  const header = parse(line) as Partial<TapeHeader> | undefined
  if (header?.format !== 'cutaway-tape') throw tapeRefused(file, 'it is not a recording made by cutaway')
  if (header.version !== 1) throw tapeRefused(file, `it has format version ${String(header.version)}, this cutaway reads version 1`)
  const { kubernetes, cluster, start } = header
  // Terminals are told the version.
  const whole = /^[\w.+-]{1,64}$/.test(String(kubernetes)) && typeof cluster?.uid === 'string' && typeof cluster.name === 'string'
  if (!whole || !isTime(start) || (header.holds !== 'deltas' && header.holds !== 'lines')) throw tapeRefused(file, 'its header is not whole')
  return header as TapeHeader
}

function readRecord(file: string, text: string, block: BlockHead): TapeRecord {
  const record = parse(text) as
    | { t?: unknown; delta?: unknown; key?: unknown; line?: { kind?: unknown; phase?: unknown; text?: unknown } }
    | undefined
  const line = record?.line
  const readable =
    isTime(record?.t) &&
    (record.delta !== undefined ||
      Array.isArray(record.key) ||
      (typeof line?.kind === 'string' && phases.has(line.phase) && typeof line.text === 'string'))
  if (!readable) throw tapeRefused(file, `a line of its block at byte ${block.offset} is no record`)
  return record as TapeRecord
}

/** What a Date can hold; nothing beyond it can be told. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}

function parse(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

async function indexed(handle: FileHandle, size: number): Promise<BlockHead[] | undefined> {
  if (size < INDEX_TAIL_BYTES) return undefined
  const length = indexLength(await read(handle, size - INDEX_TAIL_BYTES, INDEX_TAIL_BYTES))
  if (length === undefined || length > size - INDEX_TAIL_BYTES) return undefined
  return readIndex((await read(handle, size - INDEX_TAIL_BYTES - length, length)).toString(), size)
}

/** Reads head after head; stops at the index, at a head that is none, or where the file was cut. */
async function scanned(handle: FileHandle, size: number): Promise<BlockHead[]> {
  const blocks: BlockHead[] = []
  for (let offset = 0; offset < size;) {
    const head = readHead(await read(handle, offset, HEAD_BYTES), offset)
    if (!head || offset + HEAD_BYTES + head.packed > size) break
    blocks.push(head)
    offset += HEAD_BYTES + head.packed
  }
  return blocks
}

async function endsWell(handle: FileHandle, last: BlockHead, size: number): Promise<boolean> {
  const end = last.offset + HEAD_BYTES + last.packed
  return end === size || isIndex(await read(handle, end, 4))
}

async function read(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

function damaged(file: string, block: BlockHead) {
  return tapeRefused(file, `its block at byte ${block.offset} is damaged`)
}
