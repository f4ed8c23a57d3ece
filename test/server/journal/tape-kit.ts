import type { Delta, Sink } from '../../../server/cluster/delta.ts'
import type { KubeObject } from '../../../server/cluster/kinds.ts'
import { zstdCompressSync } from 'node:zlib'
import { FRAME, type TapeRecord, writeBlock } from '../../../server/journal/format.ts'
import { createRecorder, type Encoder } from '../../../server/journal/recorder.ts'
import { createReplaySource, type Player } from '../../../server/journal/replay.ts'
import { openTape, type Tape } from '../../../server/journal/tape.ts'

/** A codec as plain as can be; the real one is tested where it lives. */
export const encoder: Encoder = {
  delta: ({ kind, change, now, was }) => ({ kind, change, object: now ?? was }),
  object: (object) => object,
}

export const player = (sink: Sink): Player => ({
  delta(value, seen) {
    const { kind, change, object } = value as { kind: 'Pod'; change: Delta['change']; object: KubeObject }
    sink.delta(made(kind, change, object, seen))
  },
  object: (value, seen) => sink.delta(made('Pod', 'listed', value as KubeObject, seen)),
  line: ({ kind, text }, seen) => sink.delta(made(kind as 'Pod', 'updated', JSON.parse(text) as KubeObject, seen)),
})

const none = { paths: [], has: () => false, owner: () => undefined, owners: [] }

export function made(kind: 'Pod', change: Delta['change'], object: KubeObject | undefined, seen: number): Delta {
  const side = object && { [change === 'deleted' ? 'was' : 'now']: object }
  return { kind, change, ...side, changed: none, rv: object?.meta.resourceVersion ?? '', seen } as Delta
}

export function pod(name: string, rv: number, padding = ''): KubeObject {
  const meta = { name, namespace: 'demo', uid: `uid-${name}`, resourceVersion: String(rv), creationTimestamp: 1, managed: [], labels: { padding } }
  return { kind: 'Pod', apiVersion: 'v1', meta }
}

/** What a list of deltas leaves: uid -> resourceVersion. */
export function left(deltas: Delta[]): Record<string, string> {
  const state = new Map<string, string>()
  for (const { now, was } of deltas) {
    if (now) state.set(now.meta.uid, now.meta.resourceVersion)
    else if (was) state.delete(was.meta.uid)
  }
  return Object.fromEntries([...state].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export const about = { kubernetes: 'v1.36.3', cluster: { uid: 'u', name: 'kind-a' }, holds: 'deltas' as const }

let seed = 7

/** Text that hardly packs, so that blocks fill. */
export function noise(length: number): string {
  return Array.from({ length }, () => ((seed = (seed * 48271) % 2147483647) % 36).toString(36)).join('')
}

/** A day's work: pods come, change and go. */
export function changes(n: number, padding = 0): Delta[] {
  return Array.from({ length: n }, (_, at) => {
    const name = `p${at % 50}`
    const change = at < 50 ? 'added' : at % 97 === 0 ? 'deleted' : 'updated'
    return made('Pod', change, pod(name, at + 10, noise(padding)), 1000 + at * 10)
  })
}

export async function recordAll(file: string, deltas: Delta[]) {
  const recorder = await createRecorder(file, encoder)
  recorder.delta(made('Pod', 'listed', pod('before', 1), 500))
  void recorder.begin(about, 1000)
  for (const delta of deltas) recorder.delta(delta)
  return recorder.close()
}

export async function playAll(file: string, from?: number): Promise<Delta[]> {
  const deltas: Delta[] = []
  const source = createReplaySource(await openTape(file), player, { pace: 'full', ...(from === undefined ? {} : { from }) })
  await source.start({ delta: (delta) => deltas.push(delta), health: () => {} })
  await source.ended
  await source.stop()
  return deltas
}

export async function recordsOf(file: string): Promise<TapeRecord[]> {
  const tape = await openTape(file)
  const records: TapeRecord[] = []
  try {
    for await (const record of tape.records()) records.push(record)
    return records
  } finally {
    await tape.close()
  }
}

/** As the writer does it, but at once. */
export function packBlock(lines: string, from: number, to: number, keyframe: number): Buffer {
  return writeBlock(zstdCompressSync(lines, FRAME), { plain: Buffer.byteLength(lines), from, to, keyframe })
}

/** What a tape says of itself, without leaving it open. */
export async function look(file: string): Promise<Tape> {
  const tape = await openTape(file)
  await tape.close()
  return tape
}
