import { type FileHandle, open } from 'node:fs/promises'
import type { Delta } from '../cluster/delta.ts'
import type { KubeObject } from '../cluster/kinds.ts'
import { tapeUnwritable } from '../errors.ts'
import { type BlockHead, HEAD_BYTES, packBlock, packIndex, type RawLine, readHead, type TapeHeader, type TapeRecord } from './format.ts'

/** How a delta and an object are written down as JSON: the cluster room's codec. */
export interface Encoder {
  delta(delta: Delta): unknown
  object(object: KubeObject): unknown
}

/**
 * Writes a tape while running. What was recorded is on disk about a second later; a kill costs what came after, never what was written before.
 * Nothing throws while recording: a write that fails stops the recording, calls `failed` once, and close() rejects with it.
 */
export interface Recorder {
  /** Before begin() only what exists is remembered: a tape starts with a whole world, not with the first list. */
  delta(delta: Delta): void
  /** Raw tapes: in the order of arrival, from the first list on. */
  line(line: RawLine, seen: number): void
  /** Writes the header and, on a tape of deltas, the first keyframe. `at` is ms since epoch. */
  begin(about: Pick<TapeHeader, 'kubernetes' | 'cluster' | 'holds'>, at: number): void
  close(): Promise<{ bytes: number; records: number }>
}

const FLUSH_MS = 1000
/** A block is sealed when it holds this much: large enough to pack well, small enough to be written again every second until then. */
const BLOCK_BYTES = 256 * 1024

export async function createRecorder(file: string, encode: Encoder, failed: (error: Error) => void = () => {}): Promise<Recorder> {
  const handle: FileHandle = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
    throw tapeUnwritable(file, error.code === 'EEXIST' ? 'it exists already' : error.message)
  })
  const objects = new Map<string, KubeObject>()
  const sealed: BlockHead[] = []
  let holds: TapeHeader['holds'] | undefined
  let block = { lines: [] as string[], bytes: 0, from: 0, to: 0, keyframe: false, dirty: false }
  /** Where the open block is written, again and again, until it is sealed. */
  let offset = 0
  let records = 0
  let sinceKey = 0
  let keyBytes = 0
  let broken: Error | undefined
  let writing = Promise.resolve()
  const timer = setInterval(flush, FLUSH_MS).unref()

  return {
    delta(delta) {
      if (delta.now) objects.set(delta.now.meta.uid, delta.now)
      else if (delta.was) objects.delete(delta.was.meta.uid)
      // Of raw lines every delta is made again, gaps too; only the clock has no line.
      if (holds === 'deltas' || (holds === 'lines' && delta.change === 'tick')) record({ t: delta.seen, delta: encode.delta(delta) })
    },
    line(line, seen) {
      if (holds === 'lines') record({ t: seen, line })
    },
    begin(about, at) {
      holds = about.holds
      put(JSON.stringify({ format: 'cutaway-tape', version: 1, ...about, start: at } satisfies TapeHeader), at)
      if (holds === 'deltas') key(at)
    },
    async close() {
      clearInterval(timer)
      seal()
      const end = offset
      write(() => handle.write(packIndex(sealed), 0, undefined, end))
      await writing
      const { size } = await handle.stat()
      await handle.close()
      if (broken) throw tapeUnwritable(file, broken.message)
      return { bytes: size, records }
    },
  }

  function record(value: TapeRecord) {
    const text = JSON.stringify(value)
    records += 1
    sinceKey += text.length
    put(text, value.t)
    if (block.bytes >= BLOCK_BYTES) seal()
    // A keyframe for each keyframe's worth of changes: the tape at most doubles, and seeking never plays more than that.
    if (holds === 'deltas' && sinceKey > Math.max(keyBytes, BLOCK_BYTES)) key(value.t)
  }

  function key(at: number) {
    if (sealed.length > 0 || block.lines.length > 1) seal()
    const text = JSON.stringify({ t: at, key: [...objects.values()].map((object) => encode.object(object)) } satisfies TapeRecord)
    block.keyframe = true
    keyBytes = text.length
    sinceKey = 0
    put(text, at)
    seal()
  }

  function put(text: string, at: number) {
    if (broken) return
    if (block.lines.length === 0) block.from = at
    block.lines.push(text)
    block.bytes += text.length + 1
    block.to = Math.max(block.to, at)
    block.dirty = true
  }

  function flush() {
    if (block.dirty) rewrite()
  }

  /** Packs the open block as it is now and puts it where it was put before; it only ever grows. */
  function rewrite(): BlockHead {
    const packed = packBlock(`${block.lines.join('\n')}\n`, block.from, block.to, block.keyframe)
    const at = offset
    block.dirty = false
    write(async () => {
      await handle.write(packed, 0, packed.length, at)
      await handle.truncate(at + packed.length)
    })
    return readHead(packed, at)!
  }

  function seal() {
    if (block.lines.length === 0) return
    const head = rewrite()
    sealed.push(head)
    offset += HEAD_BYTES + head.packed
    block = { lines: [], bytes: 0, from: head.to, to: head.to, keyframe: false, dirty: false }
  }

  function write(work: () => Promise<unknown>) {
    writing = writing.then(async () => {
      if (broken) return
      await work().catch((error: Error) => {
        broken = error
        block = { lines: [], bytes: 0, from: 0, to: 0, keyframe: false, dirty: false }
        failed(tapeUnwritable(file, error.message))
      })
    })
  }
}
