import { existsSync, globSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resources } from '../server/cluster/resources.ts'
import { explainers } from '../server/explainers/index.ts'
import { type SourceFile, sourceTree } from './support/source-tree.ts'

const files = sourceTree('server', 'web')
const tests = sourceTree('test')

/**
 * The import law. A room may import itself and what is listed: `x` at run time, `type x` as types only.
 * A room is the longest listed prefix of a path; packages are listed by name, `node` stands for every node: module.
 */
const ROOTS = ['server/start.ts', 'server/tail.ts', 'server/record.ts', 'server/verify.ts', 'server/origin.ts', 'server/pipeline.ts']
const law: Record<string, string[]> = {
  'server/wire': [],
  'server/errors.ts': [],
  'server/log.ts': ['server/config.ts', 'winston'],
  'server/config': ['server/errors.ts', 'node'],
  'server/config.ts': ['server/config', 'server/errors.ts', 'node'],
  'server/command.ts': ['server/config.ts', 'server/errors.ts'],
  'server/cluster': ['server/config.ts', 'server/log.ts', 'server/errors.ts', 'type server/wire', '@kubernetes/client-node', 'node'],
  'server/world': ['type server/wire', 'type server/cluster'],
  'server/explainers': ['type server/wire', 'type server/world', 'type server/cluster'],
  'server/timeline': ['type server/wire', 'type server/world', 'type server/cluster', 'type server/explainers'],
  'server/speech': ['type server/wire'],
  'server/tail': ['server/speech', 'type server/wire'],
  'server/journal': ['server/config.ts', 'server/errors.ts', 'type server/wire', 'type server/cluster', 'node'],
  'server/gateway': [
    'server/config.ts',
    'server/log.ts',
    'server/errors.ts',
    'server/wire',
    'server/speech',
    'type server/cluster',
    'type server/timeline',
    'express',
    'socket.io',
    'node',
  ],
  'web/format': ['server/speech', 'type server/wire', 'web/i18n'],
  'web/i18n': [],
  'web/feed': ['type server/wire', 'web/state', 'socket.io-client'],
  'web/state': ['type server/wire', 'web/format', 'web/i18n', 'vue'],
  'web/composables': ['type server/wire', 'type web/format', 'vue'],
  'web/components': ['type server/wire', 'web/composables', 'web/format', 'web/i18n', 'vue', 'chart.js'],
  'web/views': ['type server/wire', 'web/state', 'web/components', 'web/composables', 'web/format', 'web/i18n', 'vue'],
}
/** Composition roots know everything on their side of the wire. */
const roots = [...ROOTS, 'web/main.ts', 'web/App.vue', 'web/router.ts', 'web/vite.config.ts']

const roomOf = (path: string) =>
  Object.keys(law)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .at(-1)

describe('import law', () => {
  it.each(files.filter((file) => !roots.includes(file.path)).map((file) => [file.path, file] as const))('%s', (path, file) => {
    const room = roomOf(path)
    expect(room, `${path} belongs to no room of the law`).toBeDefined()
    expect(broken(file, room!)).toEqual([])
  })

  it('nobody imports tests', () => {
    expect(files.flatMap((file) => file.imports.filter(({ to }) => to.startsWith('test/')).map(({ to }) => `${file.path} -> ${to}`))).toEqual([])
  })

  it('the pure rooms hold no clock, network, file, log or global', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bMath\.random\(|\bprocess\.|\bfetch\(|\bsetTimeout\(|\bsetInterval\(|\bconsole\.|\bglobalThis\./
    const pure = files.filter(({ path }) => /^server\/(world|explainers|timeline|speech)\//.test(path) && !/text\.(en|vi)\.ts$/.test(path))
    expect(pure.filter(({ text }) => impure.test(text.replace(/\/\*.*?\*\/|\/\/.*/gs, ''))).map(({ path }) => path)).toEqual([])
  })
})

function broken(file: SourceFile, room: string): string[] {
  const allowed = law[room] ?? []
  return file.imports
    .filter(({ to, type }) => {
      if (to === room || to.startsWith(`${room}/`) || to.endsWith('.css')) return false
      const target = to.startsWith('node:')
        ? 'node'
        : (roomOf(to) ??
          to
            .split('/')
            .slice(0, to.startsWith('@') ? 2 : 1)
            .join('/'))
      return !(allowed.includes(target) || (type && allowed.includes(`type ${target}`)))
    })
    .map(({ to, type }) => `${type ? 'type ' : ''}${to}`)
}

describe('naming', () => {
  const banned = /^(utils?|helpers?|common|types?|misc|managers?)$/

  it('files are kebab-case, Vue components PascalCase', () => {
    const wrong = [...files, ...tests].filter(({ path }) => {
      const name = basename(path).replace(/(\.(en|vi|live|test|setup|config))*\.(ts|vue)$/, '')
      const ofComponent =
        path.endsWith('.vue') || (path.endsWith('.test.ts') && existsSync(path.replace(/^test\//, '').replace(/\.test\.ts$/, '.vue')))
      return ofComponent ? !/^([A-Z][a-z0-9]*)+$/.test(name) : !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
    })
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('nothing is called utils, helpers, common, types, misc or manager', () => {
    const wrong = [...files, ...tests].filter(({ path }) =>
      path.split('/').some((part) => banned.test(part.replace(/\..*$/, '')) && part !== 'common'),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('no file is longer than 250 lines, texts and the table of shapes apart', () => {
    const long = files.filter(({ path, lines }) => lines > 250 && !/text\.(en|vi)\.ts$|i18n\/|cluster\/kinds\.ts$/.test(path))
    expect(long.map(({ path, lines }) => `${path} ${lines}`)).toEqual([])
  })
})

describe('components', () => {
  it('every folder is listed, with its card, steps and two languages', () => {
    const folders = globSync('server/explainers/**/card.ts').map((path) => dirname(path).replace('server/explainers/', ''))
    expect(explainers.map(({ card }) => card.id).toSorted()).toEqual(folders.toSorted())
    const lacking = folders.flatMap((folder) =>
      ['steps.ts', 'text.en.ts', 'text.vi.ts'].map((file) => `server/explainers/${folder}/${file}`).filter((path) => !existsSync(path)),
    )
    expect(lacking).toEqual([])
  })

  it('codes are unique, two characters', () => {
    const codes = explainers.map(({ card }) => card.code)
    expect(codes.filter((code, at) => !/^[A-Z0-9]{2}$/.test(code) || codes.indexOf(code) !== at)).toEqual([])
  })

  it.each(explainers.map((explainer) => [explainer.card.id, explainer] as const))(
    '%s speaks of each of its steps in both languages',
    (_, { steps, en, vi }) => {
      expect(Object.keys(en.steps).toSorted()).toEqual(Object.keys(steps).toSorted())
      expect(Object.keys(vi.steps).toSorted()).toEqual(Object.keys(steps).toSorted())
      if (Object.keys(steps).length === 0) expect([en.card.silent, vi.card.silent].every(Boolean), 'a component without steps says why').toBe(true)
    },
  )

  it('a component with steps has a test', () => {
    const untested = explainers.filter(
      ({ card, steps }) =>
        Object.keys(steps).length > 0 &&
        !existsSync(`test/server/explainers/${card.id}.test.ts`) &&
        !existsSync(`test/server/explainers/${card.id}/steps.test.ts`),
    )
    expect(untested.map(({ card }) => card.id)).toEqual([])
  })

  it('causes and companions name steps that exist', () => {
    const keys = new Set(explainers.flatMap(({ card, steps }) => Object.keys(steps).map((name) => `${card.id}.${name}`)))
    const named = explainers.flatMap(({ steps }) =>
      Object.values(steps).flatMap((step) => [...(step.because ?? []), ...(step.implies ?? [])].map(({ key }: { key: string }) => key)),
    )
    expect(named.filter((key) => !keys.has(key))).toEqual([])
  })
})

describe('rights', () => {
  it('what is read is what is watched', () => {
    const read = new Set(explainers.flatMap(({ steps }) => Object.values(steps).flatMap((step) => [step.on, step.reads ?? []].flat())))
    const watched = new Set(Object.keys(resources))
    expect([...read].filter((kind) => !watched.has(kind))).toEqual([])
    expect([...watched].filter((kind) => !read.has(kind))).toEqual([])
  })

  it('Secrets are never asked for', () => {
    expect(Object.values(resources).map(({ plural }) => plural)).not.toContain('secrets')
    expect(files.filter(({ path, text }) => path.startsWith('server/cluster') && /['"]secrets['"]/.test(text)).map(({ path }) => path)).toEqual([])
  })
})

describe('tests', () => {
  it('repeat the path of what they test', () => {
    const lost = tests
      .map(({ path }) => path)
      .filter((path) => /^test\/(server|web)\/.*\.test\.ts$/.test(path))
      .filter((path) => {
        // timeline.order.test.ts is a law of timeline.ts
        const source = path.replace('test/', '').replace(/(\.[a-z-]+)?\.test\.ts$/, '')
        return ![`${source}.ts`, `${source}.vue`, `${source}.mjs`, source].some((candidate) => existsSync(candidate))
      })
    expect(lost).toEqual([])
  })

  it('no file speaks of where it was made', () => {
    const words = new RegExp(
      [`\\.\\./${'shared'}`, `/work/${'main'}`, `registry\\.${'npmjs'}`, `proxy\\.${'golang'}`, `deb\\.${'debian'}\\.org`].join('|'),
    )
    expect([...files, ...tests].filter(({ text }) => words.test(text)).map(({ path }) => path)).toEqual([])
  })
})
