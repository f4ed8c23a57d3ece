import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  inBundle?: boolean
  hasInstallScript?: boolean
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const { allowScripts, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, unknown>>

/** What makes a locked package come from anywhere but the registry that npm is set to, or come unchecked. */
function astray(locked: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(locked).flatMap(([path, { version, resolved, integrity, link, inBundle }]) => {
    if (path === '') return []
    if (!path.startsWith('node_modules/')) return [`${path}: not from a registry`]
    if (link) return [`${path}: a link`]
    if (resolved !== undefined) return [`${path}: names where it comes from, ${resolved}`]
    if (!/^\d+\.\d+\.\d+/.test(version ?? '')) return [`${path}: version ${version} is none of a registry`]
    return inBundle || integrity?.startsWith('sha512-') ? [] : [`${path}: no SHA-512`]
  })
}

describe('A45 the lockfile', () => {
  it('names no place: every package is of the registry that npm is set to, by its hash', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(100)
    expect(astray(packages)).toEqual([])
  })

  it.each<[string, Locked]>([
    ['another registry', { version: '1.0.0', resolved: 'https://registry.example/a.tgz', integrity: 'sha512-a' }],
    ['a repository', { version: 'git+ssh://git@example/a.git#1', integrity: 'sha512-a' }],
    ['a folder', { resolved: '../a', link: true }],
    ['no hash', { version: '1.0.0' }],
    ['a weak hash', { version: '1.0.0', integrity: 'sha1-a' }],
  ])('%s would be seen', (_, locked) => {
    expect(astray({ 'node_modules/a': locked })).toHaveLength(1)
  })

  it('only what package.json allows runs a script when it is installed', () => {
    const scripts = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript && path !== '')
    expect(scripts.map((path) => path.replace(/.*node_modules\//, ''))).toEqual(Object.keys(allowScripts ?? {}))
  })

  it('what runs in production is few and pinned', () => {
    const versions = Object.values(dependencies ?? {})
    expect(versions.length).toBeLessThanOrEqual(12)
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
  })
})
