import { readFileSync } from 'node:fs'
import { zstdDecompressSync } from 'node:zlib'
import type { Kind } from '../../server/cluster/kinds.ts'

/** `list`: one object as text; `watch`: one watch line. */
export interface Sample {
  kind: Kind
  phase: 'list' | 'watch'
  text: string
  seen: number
}

/**
 * What a kind cluster (Kubernetes 1.36.3) sent: one listed object of each kind, and the changes of a namespace in which a Deployment of two
 * was applied with its Service, scaled, restarted and removed; of its Pods one, from creation to deletion.
 */
export const samples: readonly Sample[] = zstdDecompressSync(readFileSync(new URL('../server/cluster/samples.ndjson.zst', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Sample)
