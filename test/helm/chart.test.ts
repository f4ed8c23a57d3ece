import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { run } from '../cluster/run.ts'
import { cases } from './cases.ts'
import { chart, parse, parseOne, values } from './chart.ts'
import { valuesTable, valuesYaml } from './documents.ts'
import { chartTools, helms, render } from './tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-chart-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => chartTools().then(() => {}), 3_600_000)

const text = (path: string) => readFileSync(join(chart, path), 'utf8')
const all = Object.entries({ defaults: {}, ...cases })

describe.each(Object.entries(helms))('%s', (_, helm) => {
  it('lints the chart strictly', async () => {
    const { stdout } = await run(helm, ['lint', '--strict', chart])
    expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed')
  })

  it('packs what is needed and nothing else', async () => {
    const { stdout } = await run(helm, ['package', chart, '--destination', folder])
    const [, file] = /saved it to: (.*\.tgz)/.exec(stdout)!
    const { stdout: listed } = await run('tar', ['--list', '--file', file!])
    const wanted = globSync('**/*', { cwd: chart, withFileTypes: true }).filter((each) => each.isFile())
    const names = wanted.map((each) => join('cutaway', each.parentPath.slice(chart.length), each.name))
    expect(listed.trim().split('\n').toSorted()).toEqual([...names, 'cutaway/.helmignore'].toSorted())
  })
})

it('is of the version of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const file = parseOne(text('Chart.yaml')) as { appVersion: string; annotations: Record<string, string> }
  expect(file.appVersion).toBe(version)
  expect(file.annotations['artifacthub.io/images']).toContain(`cutaway:${version}`)
})

it('refuses a Kubernetes that is too old', async () => {
  const { code, stderr } = await run(helms['helm 4'], ['template', 'cutaway', chart, '--kube-version', '1.29.9'], { allowFailure: true })
  expect([code, stderr]).toEqual([1, expect.stringContaining('incompatible with Kubernetes v1.29.9')])
})

describe('documents', () => {
  // Both are written by `node test/helm/write.ts`.
  it('values.yaml says what the schema says', () => expect(text('values.yaml')).toBe(valuesYaml()))
  it('README.md has every value', () => expect(text('README.md')).toContain(valuesTable()))

  it('every value is used by a template, and every used one exists', () => {
    const templates = globSync('templates/**/*', { cwd: chart, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'))
      .join('\n')
      .replaceAll('$access.', '.Values.access.')
    const used = [...new Set([...templates.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path]) => path!.slice(1)))]
    const known = values().map(({ path }) => path.join('.'))
    expect(used.filter((path) => !known.includes(path))).toEqual([])
    const whole = used.filter((path) => ['rbac.features', 'resources'].includes(path))
    const leaves = values()
      .filter(({ group }) => !group)
      .map(({ path }) => path.join('.'))
    expect(leaves.filter((path) => !used.includes(path) && !whole.some((each) => path.startsWith(`${each}.`)))).toEqual([])
  })
})

describe('what the server is started with is what it takes', () => {
  it.each(all)('%s', async (_, given) => {
    const pods = parse((await render(given)).stdout).flatMap(({ kind, spec }) => {
      const { template, containers } = (spec ?? {}) as { template?: { spec: { containers: Container[] } }; containers?: Container[] }
      return kind === 'Deployment' ? template!.spec.containers : kind === 'Pod' ? containers! : []
    })
    expect(pods.length).toBeGreaterThan(0)
    const token = join(folder, 'token')
    writeFileSync(token, 'x'.repeat(43))
    for (const { args, env = [] } of pods) {
      const [command, ...flags] = args.map((each) => each.replace('/var/run/secrets/cutaway/token', token))
      const config = readConfig(command as 'start' | 'verify', flags, Object.fromEntries(env.map(({ name, value }) => [name, value])))
      expect(config).toMatchObject({ command })
      if (config?.command === 'start') expect(config.ops).toMatchObject({ listen: '0.0.0.0', port: 9090 })
    }
  })
})

interface Container {
  args: string[]
  env?: { name: string; value: string }[]
}

it('A43: a digest decides alone which image runs', async () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const images = async (image: object) => [...(await render({ image })).stdout.matchAll(/image: (.*)/g)].map(([, name]) => name)
  expect(await images({ repository: 'r.example.com/cutaway', tag: 'moved', digest })).toEqual(Array(2).fill(`"r.example.com/cutaway@${digest}"`))
  expect(await images({ tag: 'moved' })).toEqual(Array(2).fill('"cutaway:moved"'))
})

it('a token is 43 characters of 62, another at each installation, and none is made beside one of your own', async () => {
  const token = async (given: object) => /token: "(.*)"/.exec((await render(given)).stdout)?.[1]
  const made = [await token({}), await token({})].map((each) => Buffer.from(each!, 'base64').toString())
  for (const each of made) expect(each).toMatch(/^[A-Za-z0-9]{43}$/)
  expect(made[0]).not.toBe(made[1])
  expect(await token({ access: { existingSecret: 'mine' } })).toBeUndefined()
  expect(await token({ access: { mode: 'kubernetes' } })).toBeUndefined()
})
