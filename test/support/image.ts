import { loadImage } from '../image/build.ts'
import type { Missing } from '../run.ts'
import { cluster } from './cluster.ts'

let standing: Promise<Missing | undefined> | undefined

/** Builds the image and gives it to the cluster's nodes, once a run: what is tested is what ships. After the cluster, whose Docker builds it. */
export function image(): Promise<Missing | undefined> {
  standing ??= bring()
  return standing
}

async function bring(): Promise<Missing | undefined> {
  const missing = await cluster()
  if (missing) return missing
  await loadImage()
  return undefined
}
