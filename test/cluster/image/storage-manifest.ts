import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { moduleSource } from '../go/build.ts'
import { goParts } from '../go/parts.ts'

export interface StorageManifest {
  yaml: string
  provisionerImage: string
  helperImage: string
}

/** kind's own default StorageClass with its provisioner, read out of kind's source: the node image has to carry it, and kind keeps it nowhere else. */
export async function storageManifest(): Promise<StorageManifest> {
  const source = await readFile(join(await moduleSource(goParts().kind), 'pkg/build/nodeimage/const_storage.go'), 'utf8')
  const constants = new Map([...source.matchAll(/^const (\w+) = "([^"]*)"/gm)].map((found) => [found[1] ?? '', found[2] ?? '']))
  const template = /const defaultStorageManifest = `([\s\S]*)`\s*$/.exec(source)?.[1]
  const provisionerImage = constants.get('storageProvisionerImage')
  const helperImage = constants.get('storageHelperImage')
  if (template === undefined || provisionerImage === undefined || helperImage === undefined)
    throw new Failure('kind keeps its storage manifest otherwise than before: image/storage-manifest.ts does not find it.')
  const yaml = template.replace(/` \+ (\w+) \+ `/g, (_, name: string) => constants.get(name) ?? '')
  return { yaml, provisionerImage, helperImage }
}
