import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageKey } from '../../build/packages.ts'
import { type Bill, readBill } from './bill.ts'

interface Locked {
  version: string
  license?: string
  integrity?: string
  dev?: boolean
}

const folder = mkdtempSync(join(tmpdir(), 'cutaway-sbom-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const nameOf = (key: string): string => key.replace(/.*node_modules\//, '')
const called = (key: string): string => `${nameOf(key)}@${packages[key]?.version}`
let bill: Bill

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs', '--out', folder, '--sourcemap'], { stdio: 'pipe' })
  bill = readBill(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'))
}, 120_000)

/** Another witness than the module graph: the files that the source maps of the bundles, and the addresses in the style sheets, come from. */
function inBundles(kind: 'server' | 'web'): string[] {
  const maps = globSync(join(folder, kind, '**/*.map')).map((file) => JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] })
  const keys = maps.flatMap(({ sources }) => sources.flatMap((source) => packageKey(source) ?? []))
  return [...new Set(keys)]
}

describe('A48 the bill of materials', () => {
  it('names every package that left code in a bundle, with its version, and the fonts; and none else', () => {
    const fonts = Object.keys(packages).filter((key) => nameOf(key).startsWith('@fontsource'))
    const carried = fonts.filter((key) => globSync(join(folder, `web/assets/${nameOf(key).split('/')[1]}-*.woff2`)).length > 0)
    expect(carried.length).toBeGreaterThan(0)
    const expected = new Set([...inBundles('server'), ...inBundles('web'), ...carried].map(called))
    expect(bill.components.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual([...expected].toSorted())
  })

  it('says of each what the lockfile says: licence and hash', () => {
    const locked = new Map(Object.keys(packages).map((key) => [called(key), packages[key]!]))
    const wrong = bill.components.filter(({ name, version, licence, sha512 }) => {
      const { license, integrity } = locked.get(`${name}@${version}`) ?? {}
      return license !== licence || integrity !== `sha512-${sha512}`
    })
    expect(wrong).toEqual([])
  })

  it('has all that package.json calls dependencies; what else ships is reached from the page', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
    const names = bill.components.map(({ name }) => name)
    expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([])
    const development = Object.keys(packages).filter(
      (key) => packages[key]?.dev && bill.components.some((row) => `${row.name}@${row.version}` === called(key)),
    )
    const ofServer = new Set(inBundles('server'))
    expect(development.filter((key) => ofServer.has(key))).toEqual([])
  })
})

it('the notices name every component and give its licence', () => {
  const notices = readFileSync(join(folder, 'NOTICES.txt'), 'utf8')
  expect(bill.components.filter(({ name, version, licence }) => !notices.includes(`\n${name} ${version} (${licence})\n`))).toEqual([])
  expect(notices).toContain('Apache License')
  expect(notices).toContain('SIL OPEN FONT LICENSE')
})
