import { type FileHandle, open } from 'node:fs/promises'
import { type BlockHead, packFrame, packIndex, writeBlock } from './format.ts'

/** Puts blocks into a new file. Packing and writing happen aside, one after the other; nothing throws. */
export interface TapeWriter {
  /** Of the file, as far as written, and of what it unpacks to, all that was put. */
  readonly bytes: number
  readonly plain: number
  /** Plain bytes of the sealed blocks that are not written yet. */
  readonly waiting: number
  /** A line of the open block, without newline; `at` is ms since epoch. Answers the size of the open block. */
  put(line: string, at: number): number
  /** Ends the open block, if it holds anything. `keyframe`: it is the last of a keyframe of this many blocks. */
  seal(keyframe?: number): void
  /** Resolves when all that was sealed so far is written; false: it never will be. */
  written(): Promise<boolean>
  /** Seals, adds the index, closes the file. Resolves with why writing failed, if it did. */
  close(): Promise<Error | undefined>
}

export interface TapeWriterOptions {
  /** Once: writing has failed and is given up. The file then ends with the last block that is whole. */
  failed(error: Error): void
  /** Asked before the file grows to `bytes`; rejects if it must not. */
  reserve?: ((bytes: number) => Promise<void>) | undefined
}

const FLUSH_MS = 1000

/** @throws the file system's error if there is such a file, or it cannot be made */
export async function createTapeWriter(file: string, { failed, reserve }: TapeWriterOptions): Promise<TapeWriter> {
  const handle: FileHandle = await open(file, 'wx')
  const sealed: BlockHead[] = []
  let block = emptyBlock()
  /** Where the open block is written, again and again until it is sealed, and how it was written there last. */
  let offset = 0
  let last: Buffer = Buffer.alloc(0)
  let bytes = 0
  let plain = 0
  let waiting = 0
  let rewriting = false
  let broken: Error | undefined
  let work = Promise.resolve()
  const timer = setInterval(rewrite, FLUSH_MS).unref()

  return {
    get bytes() {
      return bytes
    },
    get plain() {
      return plain
    },
    get waiting() {
      return waiting
    },
    put(line, at) {
      if (broken) return 0
      if (block.lines.length === 0) Object.assign(block, { from: at, to: at })
      block.lines.push(line)
      block.bytes += line.length + 1
      block.to = Math.max(block.to, at)
      block.dirty = true
      plain += line.length + 1
      return block.bytes
    },
    seal,
    async written() {
      await work
      return broken === undefined
    },
    async close() {
      clearInterval(timer)
      seal()
      queue(() => place(packIndex(sealed)))
      await work
      await handle.close().catch(broke)
      return broken
    },
  }

  function seal(keyframe = 0) {
    const { lines, bytes: size, from, to } = block
    if (lines.length === 0) return
    block = emptyBlock()
    waiting += size
    queue(async () => {
      const packed = await pack(lines, from, to, keyframe)
      await place(packed.block)
      sealed.push({ ...packed.head, offset })
      offset += packed.block.length
      last = Buffer.alloc(0)
      waiting -= size
    })
  }

  /** What was put is on disk about a second later: the open block as it is now, where it was put before. Never two at a time. */
  function rewrite() {
    if (!block.dirty || rewriting) return
    block.dirty = false
    rewriting = true
    const { lines, from, to } = block
    const so = lines.length
    queue(async () => {
      rewriting = false
      if (block.lines === lines) await place((await pack(lines.slice(0, so), from, to, 0)).block)
    })
  }

  async function pack(lines: string[], from: number, to: number, keyframe: number) {
    const text = Buffer.from(`${lines.join('\n')}\n`)
    const frame = await packFrame(text)
    const head = { packed: frame.length, plain: text.length, from, to, keyframe }
    return { head, block: writeBlock(frame, head) }
  }

  /** At the offset, as the file's end. If that fails, what was there before is put back: its room is still ours. */
  async function place(data: Buffer) {
    try {
      await reserve?.(offset + data.length)
      await writeAll(handle, data, offset)
      await handle.truncate(offset + data.length)
      last = data
      bytes = offset + data.length
    } catch (error) {
      await writeAll(handle, last, offset)
        .catch(() => (last = Buffer.alloc(0)))
        .then(() => handle.truncate(offset + last.length))
        .catch(() => {})
      bytes = offset + last.length
      throw error
    }
  }

  function queue(job: () => Promise<void>) {
    work = work.then(() => (broken ? undefined : job().catch(broke)))
  }

  function broke(error: Error) {
    if (broken) return
    broken = error
    block = emptyBlock()
    failed(error)
  }
}

const emptyBlock = () => ({ lines: [] as string[], bytes: 0, from: 0, to: 0, dirty: false })

/** A disk that is nearly full takes a part without an error. */
async function writeAll(handle: FileHandle, data: Buffer, offset: number): Promise<void> {
  for (let done = 0; done < data.length;) done += (await handle.write(data, done, data.length - done, offset + done)).bytesWritten
}
