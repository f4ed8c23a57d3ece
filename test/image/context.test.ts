import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { contextFiles, contextHash } from './context.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-context-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('what goes in is sources: no tests, no documents, nothing built, no settings of the person who builds', () => {
  const tops = new Set(contextFiles('.').map((file) => file.split('/')[0]))
  expect([...tops].toSorted()).toEqual([
    '.dockerignore',
    '.npmrc',
    'Dockerfile',
    'LICENSE',
    'build',
    'build.mjs',
    'package-lock.json',
    'package.json',
    'server',
    'tsconfig.base.json',
    'web',
  ])
  expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain('*')
})

it('the hash tells a changed, a new and a renamed file, and nothing else', () => {
  mkdirSync(join(folder, 'server'))
  for (const file of ['Dockerfile', '.dockerignore']) cpSync(file, join(folder, file))
  writeFileSync(join(folder, 'server/a.ts'), 'one')
  const hashes = [contextHash(folder)]
  const after = (change: () => void): void => {
    change()
    hashes.push(contextHash(folder))
  }
  after(() => writeFileSync(join(folder, 'server/a.ts'), 'two'))
  after(() => writeFileSync(join(folder, 'server/b.ts'), ''))
  after(() => rmSync(join(folder, 'server/b.ts')))
  after(() => writeFileSync(join(folder, 'README.md'), 'not of the image'))
  expect(new Set(hashes).size).toBe(3)
  expect(hashes[3]).toBe(hashes[1])
  expect(hashes[4]).toBe(hashes[1])
})
