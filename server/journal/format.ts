import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'

/**
 * A tape: what one server heard of one cluster, in the order it heard it.
 *
 * The file is a row of zstd frames, so `zstdcat file.tape` prints all of it as NDJSON. A block is a skippable frame (the block's head: sizes, times,
 * keyframe flag) followed by one ordinary frame that needs no other block to be read. At the end stands one more skippable frame: the index.
 * A recorder that is killed leaves a file without an index and perhaps half a block: the half is dropped, the index is rebuilt from the heads.
 * A keyframe of many objects is cut into records of a block each; only its last block is marked, so that one whose end is missing is none.
 *
 *   tape  = block+ [index]
 *   block = 5C 2A 4D 18, u32 28, u32 packed bytes, u32 plain bytes, f64 from, f64 to, u32 flags, zstd frame
 *   flags = 0, or 1 + 2 * n: the last block of a keyframe that began n blocks before
 *   index = 5D 2A 4D 18, u32 n, JSON {"blocks": [[offset, packed, plain, from, to, flags], ...]}, u32 n, 'CTIX'
 *
 * All numbers are little-endian, all times ms since epoch. The first line of the first block is the header, each further line is one record.
 */
export interface TapeHeader {
  format: 'cutaway-tape'
  version: 1
  /** The API server's version, e.g. 'v1.36.3'. */
  kubernetes: string
  /** uid of the kube-system namespace; the name is the context's or the file's, for people. */
  cluster: { uid: string; name: string }
  /** When the recording began: the time of the first keyframe. */
  start: number
  /** deltas: projected objects only (what the recorder writes). lines: raw watch lines, so that projection is run again (tapes made for tests). */
  holds: 'deltas' | 'lines'
}

/** `t` is when it arrived at the recording server. What `delta` and `key` hold is the cluster room's codec's business. */
export type TapeRecord =
  | { t: number; delta: unknown }
  /** Every object that exists at t, so that playing can begin here; or a part of them, and the rest follows. */
  | { t: number; key: unknown[] }
  | { t: number; line: RawLine }

/** As the API server sent it. list: one object of a list; list-end: the kind's list is whole, no text; watch: one line {type, object}. */
export interface RawLine {
  kind: string
  phase: 'list' | 'list-end' | 'watch'
  text: string
}

/** Where a block is, and what can be known of it without unpacking it. `offset` is that of its head. */
export interface BlockHead {
  offset: number
  packed: number
  plain: number
  from: number
  to: number
  /** The last block of a keyframe of this many blocks; 0: of none. */
  keyframe: number
}

export const HEAD_BYTES = 36
export const INDEX_TAIL_BYTES = 8
/** No block of ours comes near these; a file that claims more is refused before anything is unpacked. */
const MAX_BLOCK_BYTES = 64 * 2 ** 20
export const MAX_TAPE_BYTES = 2 ** 30
const MAX_RATIO = 1000
const RATIO_APPLIES_FROM = 2 ** 20

const HEAD_MAGIC = 0x184d2a5c
const INDEX_MAGIC = 0x184d2a5d
const INDEX_END = 'CTIX'

/** Of the plain bytes of a block, its frame. Done by a thread of its own. */
export const packFrame = (plain: Buffer): Promise<Buffer> => compress(plain, FRAME)

const compress = promisify(zstdCompress)
export const FRAME = { params: { [constants.ZSTD_c_compressionLevel]: 9, [constants.ZSTD_c_checksumFlag]: 1 } }

/** A block of NDJSON lines, each with its newline, that were packed as `frame`. */
export function writeBlock(frame: Buffer, { plain, from, to, keyframe }: Omit<BlockHead, 'offset' | 'packed'>): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(HEAD_MAGIC, 0)
  head.writeUInt32LE(HEAD_BYTES - 8, 4)
  head.writeUInt32LE(frame.length, 8)
  head.writeUInt32LE(plain, 12)
  head.writeDoubleLE(from, 16)
  head.writeDoubleLE(to, 24)
  head.writeUInt32LE(flagsOf(keyframe), 32)
  return Buffer.concat([head, frame])
}

const flagsOf = (keyframe: number) => (keyframe === 0 ? 0 : 2 * keyframe - 1)
const keyframeOf = (flags: number) => (flags % 2 === 0 ? 0 : (flags + 1) / 2)

/** undefined: these bytes are no block's head. */
export function readHead(bytes: Buffer, offset: number): BlockHead | undefined {
  if (bytes.length < HEAD_BYTES || bytes.readUInt32LE(0) !== HEAD_MAGIC || bytes.readUInt32LE(4) !== HEAD_BYTES - 8) return undefined
  const from = bytes.readDoubleLE(16)
  const to = bytes.readDoubleLE(24)
  if (!Number.isFinite(from) || !Number.isFinite(to)) return undefined
  return { offset, packed: bytes.readUInt32LE(8), plain: bytes.readUInt32LE(12), from, to, keyframe: keyframeOf(bytes.readUInt32LE(32)) }
}

/** A head that claims what no recorder writes: unpacking it could eat all memory. */
export function isBomb({ packed, plain }: BlockHead): boolean {
  return plain > MAX_BLOCK_BYTES || (plain > RATIO_APPLIES_FROM && plain > packed * MAX_RATIO)
}

/** Throws zlib's error if the frame is damaged or holds more than its head says. */
export function unpackBlock(frame: Buffer, head: BlockHead): string {
  const plain = zstdDecompressSync(frame, { maxOutputLength: Math.max(head.plain, 1) })
  if (plain.length !== head.plain) throw new RangeError(`${plain.length} bytes instead of ${head.plain}`)
  return plain.toString()
}

export function packIndex(blocks: readonly BlockHead[]): Buffer {
  const rows = blocks.map(({ offset, packed, plain, from, to, keyframe }) => [offset, packed, plain, from, to, flagsOf(keyframe)])
  const json = Buffer.from(JSON.stringify({ blocks: rows }))
  const head = Buffer.alloc(8)
  head.writeUInt32LE(INDEX_MAGIC, 0)
  head.writeUInt32LE(json.length + INDEX_TAIL_BYTES, 4)
  const tail = Buffer.alloc(INDEX_TAIL_BYTES)
  tail.writeUInt32LE(json.length, 0)
  tail.write(INDEX_END, 4)
  return Buffer.concat([head, json, tail])
}

/** Whether the index begins here. */
export function isIndex(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === INDEX_MAGIC
}

/** `tail` is the file's last 8 bytes; answers how long the index's JSON is, or undefined if the file does not end with an index. */
export function indexLength(tail: Buffer): number | undefined {
  return tail.length === INDEX_TAIL_BYTES && tail.toString('latin1', 4) === INDEX_END ? tail.readUInt32LE(0) : undefined
}

/** undefined: not the index of a file of `size` bytes, so the heads have to be read instead. */
export function readIndex(json: string, size: number): BlockHead[] | undefined {
  try {
    const { blocks } = JSON.parse(json) as { blocks: number[][] }
    let next = 0
    const heads: BlockHead[] = []
    for (const [offset, packed, plain, from, to, flags] of blocks) {
      const numbers = [offset, packed, plain, from, to, flags]
      if (offset !== next || !numbers.every(Number.isFinite)) return undefined
      heads.push({ offset, packed: packed!, plain: plain!, from: from!, to: to!, keyframe: keyframeOf(flags!) })
      next += HEAD_BYTES + packed!
    }
    return next < size ? heads : undefined
  } catch {
    return undefined
  }
}
