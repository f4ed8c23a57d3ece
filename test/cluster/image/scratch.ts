import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { docker, dockerEnv } from '../docker/client.ts'
import { buildFolder } from '../folders.ts'
import { quote, shell } from '../run.ts'

export interface ScratchImage {
  /** All its names. */
  tags: string[]
  /** Path in the image -> file here. Programs keep their executable bit. */
  files: Record<string, string>
  entrypoint?: string[]
  command?: string[]
  environment?: Record<string, string>
  /** Further work on the staged root, before it is packed. */
  finish?: (root: string) => Promise<void>
}

/** An image of nothing but these files. */
export async function makeScratchImage(image: ScratchImage): Promise<void> {
  const root = join(buildFolder(), `image.${process.pid}`)
  try {
    await mkdir(join(root, 'tmp'), { recursive: true })
    await chmod(join(root, 'tmp'), 0o1777)
    await mkdir(join(root, 'etc'))
    // Programs look up who they are; a nobody is there for those that must not be root.
    await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n')
    await writeFile(join(root, 'etc/group'), 'root:x:0:\nnobody:x:65534:\n')
    for (const [path, from] of Object.entries(image.files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await copyFile(from, join(root, path))
    }
    await image.finish?.(root)
    const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...image.environment }
    const changes = [
      ...Object.entries(environment).map(([name, value]) => `ENV ${name}=${value}`),
      ...(image.entrypoint ? [`ENTRYPOINT ${JSON.stringify(image.entrypoint)}`] : []),
      ...(image.command ? [`CMD ${JSON.stringify(image.command)}`] : []),
    ]
    const [first = '', ...others] = image.tags
    // An import under a name that is taken would leave the earlier one behind without a name.
    await docker(['rmi', ...image.tags], { allowFailure: true })
    const flags = changes.map((change) => `--change ${quote(change)}`).join(' ')
    const tags = others.map((tag) => `docker tag ${quote(first)} ${quote(tag)}`)
    await shell([`tar -C ${quote(root)} --numeric-owner -c . | docker import ${flags} - ${quote(first)}`, ...tags].join('\n'), {
      env: dockerEnv(),
      timeoutMs: 300_000,
    })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
