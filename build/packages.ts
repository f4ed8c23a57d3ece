import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { type Component, inOrder } from './component.ts'

interface Locked {
  version: string
  license?: string
  integrity?: string
}

/** Watches builds, and knows afterwards which npm packages left something in what they wrote. */
export interface Inventory {
  plugin: Plugin
  components(): Component[]
}

/** @param root the folder with package-lock.json and node_modules */
export function inventory(root: string): Inventory {
  /** Keys of the lockfile, such as `node_modules/a/node_modules/b`: one name may ship in two versions. */
  const found = new Set<string>()
  const add = (id: string): void => {
    const key = packageKey(id)
    if (key !== undefined) found.add(key)
  }
  return {
    plugin: {
      name: 'inventory',
      generateBundle(_, bundle) {
        for (const item of Object.values(bundle)) {
          if (item.type === 'asset') item.originalFileNames.forEach(add)
          else for (const [id, { renderedLength }] of Object.entries(item.modules)) if (renderedLength > 0) add(id)
        }
        // A style sheet's module is empty, its rules are in an asset that does not name it.
        for (const id of this.getModuleIds()) if (/\.css($|\?)/.test(id)) add(id)
      },
    },
    components() {
      const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
      // The same package may lie in several places.
      return inOrder(new Map([...found].map((key) => describe(root, key, packages[key])).map((row) => [row.purl, row])).values())
    },
  }
}

export function packageKey(id: string): string | undefined {
  return /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/?]+)\//.exec(id)?.[1]
}

function describe(root: string, key: string, locked: Locked | undefined): Component {
  const name = key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length)
  if (!locked) throw new Error(`${key} is in the bundle but not in package-lock.json`)
  const { version, license = '', integrity } = locked
  const files = readdirSync(join(root, key))
    .filter((file) => /^(licen[cs]e|copying|notice|unlicense)/i.test(file))
    .sort()
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licence: license,
    texts: files.map((file) => readFileSync(join(root, key, file), 'utf8').trim()),
    ...(integrity === undefined ? {} : { integrity }),
  }
}
