import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { builtPage } from '../../../server/gateway/page.ts'

let root: string
let said: string[]
const build = () => builtPage(root, (line) => said.push(line))
const age = (file: string, seconds: number) => utimesSync(join(root, file), Date.now() / 1000 - seconds, Date.now() / 1000 - seconds)

/** A checkout whose build writes down how often it ran. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cutaway-page-'))
  said = []
  mkdirSync(join(root, 'web/views'), { recursive: true })
  writeFileSync(join(root, 'web/views/Map.vue'), '')
  writeFileSync(
    join(root, 'build.mjs'),
    `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
     if (process.argv[2] !== '--web') process.exit(3)
     mkdirSync('dist/web', { recursive: true }); writeFileSync('dist/web/index.html', ''); appendFileSync('runs', '.')`,
  )
})
afterEach(() => rmSync(root, { recursive: true }))

it('is built when it is missing, and not again', async () => {
  expect(await build()).toBe(join(root, 'dist/web'))
  expect(existsSync(join(root, 'dist/web/index.html'))).toBe(true)
  expect(said).toEqual([expect.stringMatching(/^Building the page \(once/)])
  await build()
  expect([said.length, readFileSync(join(root, 'runs'), 'utf8')]).toEqual([1, '.'])
})

it('is built anew when a source is newer', async () => {
  await build()
  age('dist/web/index.html', 60)
  age('web/views/Map.vue', 30)
  await build()
  expect(said[1]).toMatch(/sources have changed/)
  expect(readFileSync(join(root, 'runs'), 'utf8')).toBe('..')
})

it('says what the bundler said when it fails', async () => {
  writeFileSync(join(root, 'build.mjs'), "console.error('Map.vue:1 is broken'); process.exit(1)")
  await expect(build()).rejects.toMatchObject({ code: 'PAGE_NOT_BUILT', exit: 1, message: expect.stringContaining('Map.vue:1 is broken') })
})
