import { zstdCompressSync } from 'node:zlib'
import { writeBlock } from '../../server/journal/format.ts'

/** Recordings that no recorder of ours wrote. Times are ms since epoch. */
export const start = Date.UTC(2026, 10, 21, 9)
export const header = { format: 'cutaway-tape', version: 1, kubernetes: 'v1.36.3', cluster: { uid: 'u', name: 'hostile' }, start, holds: 'deltas' }

/** A block of these lines, packed as ours are; `plain`: what its head says that it unpacks to. */
export function blockOf(text: string | Buffer, plain = Buffer.byteLength(text), frame = zstdCompressSync(text)): Buffer {
  return writeBlock(frame, { plain, from: start, to: start + 1000, keyframe: 0 })
}

/** A tape of one block: the header, and these records. */
export function tapeOf(records: readonly unknown[], about: unknown = header): Buffer {
  return blockOf([about, ...records].map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
}

export interface Held {
  kind: string
  apiVersion?: string
  meta: Record<string, unknown>
  [part: string]: unknown
}

/** What `record` writes of a Pod. */
export function pod(name: string, more: { meta?: object; spec?: object; status?: object } = {}): Held {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    meta: { name, namespace: 'shop', uid: `uid-${name}`, resourceVersion: '7', generation: 1, creationTimestamp: start, managed: [], ...more.meta },
    spec: { containers: [{ name: 'app', image: 'web:1' }], ...more.spec },
    status: { phase: 'Pending', ...more.status },
  }
}

export function added(object: unknown, at = start + 10): object {
  return { t: at, delta: { kind: (object as Held).kind, change: 'added', rv: '8', object } }
}
