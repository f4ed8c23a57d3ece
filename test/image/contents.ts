import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dockerEnv } from '../cluster/docker/client.ts'
import { quote, run, shell } from '../cluster/run.ts'

export interface Entry {
  path: string
  /** As ls writes it: `-rwxr-xr-x`, a folder's begins with d. */
  mode: string
  /** Numbers: `0/0`. */
  owner: string
}

export interface Unpacked {
  /** Every entry of every layer: what is in the image itself, without what Docker adds when it runs it. */
  entries: Entry[]
  /** Where the files lie; until the image is unpacked no more. */
  folder: string
  remove(): Promise<void>
}

export async function unpack(image: string): Promise<Unpacked> {
  const saved = await mkdtemp(join(tmpdir(), 'cutaway-image-'))
  const folder = join(saved, 'files')
  await shell(`mkdir ${quote(folder)} && docker save ${quote(image)} | tar -C ${quote(saved)} -x`, { env: dockerEnv(), timeoutMs: 120_000 })
  const { stdout } = await run('cat', [join(saved, 'manifest.json')])
  const [manifest] = JSON.parse(stdout) as { Layers: string[] }[]
  const entries: Entry[] = []
  for (const layer of manifest?.Layers ?? []) {
    const { stdout } = await run('tar', ['--numeric-owner', '-tvf', join(saved, layer)])
    entries.push(...stdout.split('\n').filter(Boolean).map(read))
    await run('tar', ['-C', folder, '-xf', join(saved, layer)])
  }
  return { entries, folder, remove: () => rm(saved, { recursive: true }) }
}

/** `-rwxr-xr-x 0/0  126595440 2026-11-21 14:43 bin/node` */
function read(line: string): Entry {
  const [mode = '', owner = '', , , , ...path] = line.split(/\s+/)
  return { path: path.join(' '), mode, owner }
}
