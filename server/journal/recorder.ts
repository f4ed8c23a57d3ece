import type { Delta } from '../cluster/delta.ts'
import type { KubeObject } from '../cluster/kinds.ts'
import { tapeUnwritable } from '../errors.ts'
import type { RawLine, TapeHeader, TapeRecord } from './format.ts'
import { createTapeWriter, type TapeWriterOptions } from './tape-writer.ts'

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
  /** Bytes in the file; what they unpack to; what waits to be written, unpacked. */
  readonly size: { bytes: number; plain: number; waiting: number }
  /** Before begin() only what exists is remembered: a tape starts with a whole world, not with the first list. */
  delta(delta: Delta): void
  /** Raw tapes: in the order of arrival, from the first list on. */
  line(line: RawLine, seen: number): void
  /** Writes the header and, on a tape of deltas, the first keyframe. `at` is ms since epoch. Resolves when they are on disk; false: they never will be. */
  begin(about: About, at: number): Promise<boolean>
  close(): Promise<{ bytes: number; records: number }>
}

export type About = Pick<TapeHeader, 'kubernetes' | 'cluster' | 'holds'>
/** What exists, by uid. */
export type Existing = Map<string, KubeObject>

export interface RecorderOptions {
  failed?: (error: NodeJS.ErrnoException) => void
  reserve?: TapeWriterOptions['reserve']
  /** Of tapes that follow each other: what exists already. */
  existing?: Existing
}

/**
 * A block is sealed when it holds this much: large enough to pack well, small enough to be written again every second until then. A keyframe is
 * cut as well, so that no block and no pause grows with the cluster.
 */
const BLOCK_BYTES = 256 * 1024

export function remember(existing: Existing, { now, was }: Delta): void {
  if (now) existing.set(now.meta.uid, now)
  else if (was) existing.delete(was.meta.uid)
}

export async function createRecorder(file: string, encode: Encoder, options: RecorderOptions = {}): Promise<Recorder> {
  const { failed = () => {}, reserve, existing = new Map() } = options
  const writer = await createTapeWriter(file, { reserve, failed }).catch((error: NodeJS.ErrnoException) => {
    throw tapeUnwritable(file, error.code === 'EEXIST' ? 'it exists already' : error.message, error)
  })
  let holds: TapeHeader['holds'] | undefined
  let records = 0
  let sinceKey = 0
  let keyBytes = 0
  /** While a keyframe is written: resolves when it is. What arrives meanwhile comes after it. */
  let keying: Promise<void> | undefined
  let meanwhile: { text: string; at: number }[] = []
  let meanwhileBytes = 0

  return {
    get size() {
      return { bytes: writer.bytes, plain: writer.plain, waiting: writer.waiting + meanwhileBytes }
    },
    delta(delta) {
      remember(existing, delta)
      // Of raw lines every delta is made again, gaps too; only the clock has no line.
      if (holds === 'deltas' || (holds === 'lines' && delta.change === 'tick')) record({ t: delta.seen, delta: encode.delta(delta) })
    },
    line(line, seen) {
      if (holds === 'lines') record({ t: seen, line })
    },
    async begin(about, at) {
      holds = about.holds
      writer.put(JSON.stringify({ format: 'cutaway-tape', version: 1, ...about, start: at } satisfies TapeHeader), at)
      if (holds === 'deltas') key(at)
      await keying
      return writer.written()
    },
    async close() {
      await keying
      const broken = await writer.close()
      if (broken) throw tapeUnwritable(file, broken.message, broken)
      return { bytes: writer.bytes, records }
    },
  }

  function record(value: TapeRecord) {
    const text = JSON.stringify(value)
    records += 1
    sinceKey += text.length
    if (keying) {
      meanwhile.push({ text, at: value.t })
      meanwhileBytes += text.length
      return
    }
    put(text, value.t)
    // A keyframe for each keyframe's worth of changes: the tape at most doubles, and seeking never plays more than that.
    if (holds === 'deltas' && sinceKey > Math.max(keyBytes, BLOCK_BYTES)) key(value.t)
  }

  /** A small world is written at once. */
  function key(at: number) {
    if (records > 0) writer.seal()
    const parts = keyframe(at)
    if (!parts.next().done) keying = finish(parts)
  }

  /** Objects are never changed once made, so what exists now can be written down later: a block at a time. */
  function* keyframe(at: number): Generator<void, void, void> {
    const objects = existing.values().toArray()
    keyBytes = 0
    sinceKey = 0
    for (let next = 0, parts = 1; ; parts++) {
      const texts: string[] = []
      let size = 0
      for (; next < objects.length && size < BLOCK_BYTES; next++) size += texts[texts.push(JSON.stringify(encode.object(objects[next]!))) - 1]!.length
      writer.put(`{"t":${at},"key":[${texts.join(',')}]}`, at)
      keyBytes += size
      if (next === objects.length) return writer.seal(parts)
      writer.seal()
      yield
    }
  }

  async function finish(parts: Generator<void, void, void>) {
    let more = true
    // Not made faster than it is written.
    while (more && (await writer.written())) more = !parts.next().done
    keying = undefined
    const late = meanwhile
    meanwhile = []
    meanwhileBytes = 0
    for (const { text, at } of late) put(text, at)
  }

  function put(text: string, at: number) {
    if (writer.put(text, at) >= BLOCK_BYTES) writer.seal()
  }
}
