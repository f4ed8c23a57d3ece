import { readFileSync } from 'node:fs'
import { zstdDecompressSync } from 'node:zlib'
import type { Kind } from '../../../server/cluster/kinds.ts'

/** Lines of a real API server (take.ts made them): what is multiplied by the stand-in. */
export interface MaterialLine {
  /** Arrival, ms since epoch. */
  t: number
  kind: Kind
  /** list: an object that was there; watch: a line of a watch; settled: what was created stands, no line. */
  phase: 'list' | 'watch' | 'settled'
  text: string
}

export const MATERIAL = new URL('material.ndjson.zst', import.meta.url)
export const NAMESPACE = 'bench-material'
export const DEPLOYMENT = 'storefront'

export interface Material {
  /** What a cluster is furnished with: Nodes, Namespaces, service accounts ... One object as text each. */
  furniture: { kind: Kind; text: string }[]
  /** A Deployment's life: `settled` is how many of the lines had come when all its Pods were ready. */
  life: readonly MaterialLine[]
  settled: number
}

export function readMaterial(): Material {
  const lines = zstdDecompressSync(readFileSync(MATERIAL))
    .toString()
    .split('\n')
    .map((line) => JSON.parse(line) as MaterialLine)
  const furniture = lines.filter(({ phase }) => phase === 'list')
  const told = lines.filter(({ phase, text }) => phase !== 'list' && (phase === 'settled' || isOfLife(text)))
  const settled = told.findIndex(({ phase }) => phase === 'settled')
  return { furniture, life: told.filter(({ phase }) => phase === 'watch'), settled }
}

/** Cluster-wide watches bring other things too: heartbeats of Nodes, Namespaces of others. */
function isOfLife(text: string): boolean {
  return text.includes(DEPLOYMENT)
}
