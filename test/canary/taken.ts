import { readFileSync, writeFileSync } from 'node:fs'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Kind } from '../../server/cluster/kinds.ts'
import type { Form } from './canaries.ts'
import type { Documents } from './fields.ts'

const file = new URL('taken.json.zst', import.meta.url)

/** One object with canaries in it: the form of each by its field's path. `at` is the path below the object where they are written; '' is the object itself. */
export interface Group {
  at: '' | 'status' | 'ephemeralcontainers'
  fields: Record<string, Form>
}

/** What an API server takes of every string field of every watched kind: found by asking it (main.ts). */
export interface Taken {
  kubernetes: string
  documents: Documents
  kinds: Record<Kind, { objects: Group[]; refused: Record<string, string[]> }>
}

export function readTaken(): Taken {
  return JSON.parse(zstdDecompressSync(readFileSync(file)).toString()) as Taken
}

export function writeTaken(taken: Taken): void {
  writeFileSync(file, zstdCompressSync(JSON.stringify(taken)))
}
