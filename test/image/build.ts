import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { docker } from '../cluster/docker/client.ts'
import { ensureDocker } from '../cluster/docker/daemon.ts'
import { Failure } from '../cluster/failure.ts'
import { ensureBuildBase } from '../cluster/image/build-base.ts'
import { loadImages } from '../cluster/image/load.ts'
import { withLock } from '../cluster/lock.ts'
import { type Progress, toTerminal } from '../cluster/progress.ts'
import { contextHash } from './context.ts'

const root = resolve(import.meta.dirname, '../..')
const label = 'cutaway.sources'

export interface Image {
  name: string
  /** Unpacked. */
  bytes: number
}

export function imageName(): string {
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string }
  return `cutaway:${version}`
}

/** Builds the image from the Dockerfile, unless the one that is there was made of the same files. */
export async function buildImage(progress: Progress = toTerminal()): Promise<Image> {
  const name = imageName()
  const hash = contextHash(root)
  // A look only, so no lock.
  const there = await inspect(name, hash)
  if (there) return there
  return withLock(progress, async () => {
    await ensureDocker(progress)
    const made = await inspect(name, hash)
    if (made) return made
    const base = await buildBase(progress)
    // The stages that change seldom are named, so that tidying up does not take them.
    await progress.part('image: Node and its libraries', () => build(base, 'cutaway.test/image-runtime', '--target', 'runtime'))
    await progress.part('image: npm ci', () => build(base, 'cutaway.test/image-packages', '--target', 'packages'))
    await progress.part('image: build', () => build(base, name, '--label', `${label}=${hash}`))
    // The image before, and what was left of building it: each is half a gigabyte.
    for (const left of ['cutaway.stage=build', label])
      await docker(['image', 'prune', '--force', '--filter', `label=${left}`], { allowFailure: true })
    const image = await inspect(name, hash)
    if (!image) throw new Error(`${name} was built, but Docker does not have it`)
    return image
  })
}

let loaded: string | undefined

/** Builds the image if need be and copies it to every node of the cluster, once a process. */
export async function loadImage(cluster = 'cutaway', progress: Progress = toTerminal()): Promise<Image> {
  const image = await buildImage(progress)
  const key = `${cluster} ${contextHash(root)}`
  if (loaded !== key) await progress.part(`load ${image.name} into ${cluster}`, () => loadImages(cluster, [image.name]))
  loaded = key
  return image
}

async function inspect(name: string, hash: string): Promise<Image | undefined> {
  const { code, stdout } = await docker(['image', 'inspect', name], { allowFailure: true })
  if (code !== 0) return undefined
  const [{ Size, Config } = { Size: 0, Config: undefined }] = JSON.parse(stdout) as { Size: number; Config?: { Labels?: Record<string, string> } }[]
  return Config?.Labels?.[label] === hash ? { name, bytes: Size } : undefined
}

interface Base {
  /** Absent: the Dockerfile's own. */
  image?: string
}

/** The Dockerfile's own base if it can be had, else one made here. */
async function buildBase(progress: Progress): Promise<Base> {
  const own = /^ARG BUILD_BASE=(\S+)$/m.exec(readFileSync(resolve(root, 'Dockerfile'), 'utf8'))?.[1] ?? ''
  if ((await docker(['image', 'inspect', own], { allowFailure: true })).code === 0) return {}
  const pulled = await progress.part(`pull ${own}`, () => docker(['pull', '--quiet', own], { allowFailure: true, timeoutMs: 600_000 }))
  if (pulled.code === 0) return {}
  progress.say(`Docker cannot pull ${own}: the build starts from a Debian made here.`)
  return { image: await ensureBuildBase(progress) }
}

/** The classic builder: it needs no plugin of the client. */
async function build(base: Base, tag: string, ...args: string[]): Promise<void> {
  // A Debian made here asks this machine's registry, which may be one that only this machine reaches.
  const own = base.image === undefined ? [] : ['--build-arg', `BUILD_BASE=${base.image}`, '--network', 'host']
  const built = await docker(['build', '--force-rm', '--tag', tag, ...own, ...args, root], {
    env: { DOCKER_BUILDKIT: '0' },
    timeoutMs: 900_000,
    allowFailure: true,
  })
  // What the steps say, on both of their streams, comes on the first.
  if (built.code !== 0) throw new Failure(`docker build of ${tag}:\n${built.stdout.trim().split('\n').slice(-25).join('\n')}\n${built.stderr.trim()}`)
}
