import { docker, imageExists } from '../docker/client.ts'
import { buildOwnPrograms } from '../go/own-programs.ts'
import { moduleSource } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import type { Progress } from '../progress.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { webImages } from './components.ts'
import { images, metricsServerImage } from './names.ts'
import { makeScratchImage } from './scratch.ts'
import { versions } from '../versions.ts'

/** kind's own published node image of this version, if Docker can pull it; undefined means: build. */
export async function pullNodeImage(kubernetes: string, progress: Progress): Promise<string | undefined> {
  const image = `docker.io/kindest/node:v${kubernetes}`
  if (await imageExists(image)) return image
  try {
    await progress.part(`pull ${image}`, () => docker(['pull', '--quiet', image], { timeoutMs: 900_000 }))
    return image
  } catch {
    progress.say(`Docker cannot pull ${image}: building the node image from source.`)
    return undefined
  }
}

/** The images that the built node image has inside, made here to be loaded into the nodes: pulled under our names, the web servers built. */
export async function makeExtraImages(kubernetes: string, progress: Progress): Promise<string[]> {
  const agnhost = (await readFile(join(await moduleSource(goParts(kubernetes).kubernetes), 'test/images/agnhost/VERSION'), 'utf8')).trim()
  const pulled: [string, string][] = [
    ['docker.io/library/busybox:stable', images.busybox],
    [`registry.k8s.io/e2e-test-images/agnhost:${agnhost}`, images.agnhost],
    [`registry.k8s.io/metrics-server/metrics-server:v${versions.metricsServer}`, metricsServerImage],
  ]
  await buildOwnPrograms(progress)
  await progress.part('pull and build the test images', async () => {
    for (const [published, name] of pulled) {
      await docker(['pull', '--quiet', published], { timeoutMs: 600_000 })
      await docker(['tag', published, name])
    }
    for (const image of webImages()) await makeScratchImage(image)
  })
  return [...pulled.map(([, name]) => name), images.webV1, images.webV2]
}
