import { buildFolder } from './folders.ts'
import { mkdirSync, rmSync } from 'node:fs'
import { buildGoPart } from './go/build.ts'
import { buildOwnPrograms } from './go/own-programs.ts'
import { goParts } from './go/parts.ts'
import { buildNodeImage, nodeImageName } from './image/node.ts'
import { imageExists } from './docker/client.ts'
import { pullNodeImage } from './image/published.ts'
import { buildRootFilesystem } from './image/root-filesystem.ts'
import { Failure } from './failure.ts'
import { unmountBelow } from './mounts.ts'
import type { ClusterOptions } from './options.ts'
import { needCommands, needGo } from './packages.ts'
import type { Progress } from './progress.ts'

export interface NodeImage {
  name: string
  way: 'built' | 'registry'
}

/** The image of the nodes, by whichever way there is. Docker answers already. */
export async function prepareNodeImage(options: ClusterOptions, progress: Progress): Promise<NodeImage> {
  needGo()
  await clearLeftovers()
  const parts = goParts(options.kubernetes)
  await buildGoPart(parts.kind, progress)
  const built = nodeImageName(options.kubernetes)
  // What was built once is there at once; asking a registry first would only cost time where there is none.
  const pulled = options.build || (await imageExists(built)) ? undefined : await pullNodeImage(options.kubernetes, progress)
  if (pulled !== undefined) {
    await buildGoPart(parts.registry, progress)
    return { name: pulled, way: 'registry' }
  }
  if (process.getuid?.() !== 0) throw new Failure('Building the node image needs root (debootstrap), and no node image can be pulled here.', 2)
  await needCommands(
    [
      { command: 'debootstrap', debian: 'debootstrap' },
      { command: 'busybox', debian: 'busybox-static' },
    ],
    progress,
  )
  const { kind: _kind, kubernetes, ...others } = parts
  const programs = async (): Promise<void> => {
    await buildGoPart(kubernetes, progress)
    for (const part of Object.values(others)) await buildGoPart(part, progress)
    await buildOwnPrograms(progress)
  }
  // debootstrap waits for the network most of the time, the compiler for the processor.
  await Promise.all([programs(), buildRootFilesystem(progress)])
  return { name: await buildNodeImage(options.kubernetes, progress), way: 'built' }
}

/** What an earlier run left in the build folder when it was killed, mounts of debootstrap included. The caller holds the lock. */
async function clearLeftovers(): Promise<void> {
  await unmountBelow(buildFolder())
  rmSync(buildFolder(), { recursive: true, force: true })
  mkdirSync(buildFolder(), { recursive: true })
}
