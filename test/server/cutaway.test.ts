import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const launcher = resolve('server/cutaway.mjs')
const folder = mkdtempSync(join(tmpdir(), 'cutaway-launcher-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (file: string, args: string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8', env: { ...process.env, ...env } })
  return { status, stdout, stderr }
}

/** The launcher in a checkout of its own, on a Node that says that it is old. */
function checkout(name: string, own: boolean) {
  const root = join(folder, name)
  mkdirSync(join(root, 'server'), { recursive: true })
  copyFileSync(launcher, join(root, 'server/cutaway.mjs'))
  writeFileSync(join(root, 'server/tail.js'), 'export async function main(args) { console.log(process.execPath, args.join()); process.exitCode = 7 }')
  writeFileSync(join(root, 'old.cjs'), "if (!process.env.CUTAWAY_RELAUNCHED) Object.defineProperty(process.versions, 'node', { value: '20.20.2' })")
  if (own) {
    mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true })
    symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'))
  }
  return { file: join(root, 'server/cutaway.mjs'), old: { NODE_OPTIONS: `--require ${join(root, 'old.cjs')}` } }
}

describe('which Node', () => {
  it('an old one without another: one sentence that says what to do, exit 2', () => {
    const { file, old } = checkout('alone', false)
    const { status, stdout, stderr } = run(file, ['tail'], old)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^Cutaway needs Node 24\.15 or newer and this is 20\.20\.2: .*npm ci.*\n$/)
  })

  it("an old one beside the project's own: that one runs, with arguments and exit code", () => {
    const { file, old } = checkout('beside', true)
    expect(run(file, ['tail', '-o', 'json'], old)).toMatchObject({ status: 7, stdout: expect.stringMatching(/node -o,json\n$/), stderr: '' })
  })

  it('is written so that an old Node can read it', () => {
    expect(readFileSync(launcher, 'utf8')).not.toMatch(/\?\?=|\|\|=|&&=|\.at\(|findLast|structuredClone|import .* with /)
  })

  const system = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path))
  it.skipIf(!system)('and whatever Node the system has gets us to the help', () => {
    const { status, stdout } = spawnSync(system!, [launcher, 'tail', '--help'], { encoding: 'utf8' })
    expect([status, stdout.startsWith('Usage: cutaway tail')]).toEqual([0, true])
  })
})

describe('commands', () => {
  it('none or help: the list', () => {
    for (const args of [[], ['--help'], ['help']])
      expect(run(launcher, args)).toMatchObject({ status: 0, stdout: expect.stringContaining('start | tail | record') })
  })

  it('--version: that of package.json', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(run(launcher, ['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('an unknown one: exit 2', () => {
    expect(run(launcher, ['stop'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^There is no command stop\..*\n$/) })
  })
})
