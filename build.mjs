// npm run build: dist/server (one bundle per command, with all it needs), dist/web (with .br and .gz beside every file), and of everything that
// others made in them the notices and the bill of materials.
//   --web        the page only; that is what `npm start` does in a fresh checkout
//   --out DIR    another folder than dist
//   --with FILE  what else ships, as build/runtime.ts lists it
//   --sourcemap  source maps beside the bundles
import { copyFileSync, cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { inOrder } from './build/component.ts'
import { checkLicences, permissive } from './build/licences.ts'
import { notices } from './build/notices.ts'
import { inventory } from './build/packages.ts'
import { sbom } from './build/sbom.ts'

const { values: flags } = parseArgs({
  options: { web: { type: 'boolean' }, out: { type: 'string' }, with: { type: 'string' }, sourcemap: { type: 'boolean', default: false } },
})
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const out = flags.out === undefined ? at('dist') : resolve(flags.out)
const product = JSON.parse(readFileSync(at('package.json'), 'utf8'))
const packages = inventory(at('.'))
const logLevel = 'warn'

/**
 * The client's loadYaml hands what it read to the serializer of all 700 models of the API. A kubeconfig is none of them and is returned as it is,
 * so the models (20 MB of memory) are left out.
 */
const withoutModels = {
  name: 'client-without-models',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './serializer.js' && importer?.endsWith('/@kubernetes/client-node/dist/yaml.js') ? '\0no-models' : undefined,
  load: (id) => (id === '\0no-models' ? 'export const ObjectSerializer = { serialize: (data) => data, deserialize: (data) => data }' : undefined),
}

await buildWeb()
if (!flags.web) {
  await buildServer()
  listComponents()
}

async function buildWeb() {
  const output = { outDir: join(out, 'web'), emptyOutDir: true, sourcemap: flags.sourcemap }
  await build({ root: at('web'), configFile: at('web/vite.config.ts'), logLevel, plugins: [packages.plugin], build: output })
  for (const file of globSync(join(out, 'web/**/*.{html,js,css,svg,json}'))) {
    const plain = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }))
  }
}

async function buildServer() {
  const folder = join(out, 'server')
  await build({
    configFile: false,
    root: at('.'),
    logLevel,
    plugins: [withoutModels, packages.plugin],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      sourcemap: flags.sourcemap,
      // Source text stays in memory for as long as the process lives; names are kept for stack traces.
      rolldownOptions: {
        // Its modules do nothing by being loaded, but it does not say so.
        treeshake: { moduleSideEffects: (id) => !id.includes('@kubernetes/client-node') },
        input: { start: at('server/start.ts'), tail: at('server/tail.ts'), record: at('server/record.ts'), verify: at('server/verify.ts') },
        // All in one folder, so that a path beside a source file is one beside its bundle too.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].[hash].js', minify: { mangle: false, compress: false } },
      },
    },
  })
  // V8 keeps a source with one letter beyond Latin-1 (Vietnamese, arrows) as two bytes per letter. Escapes mean the same in strings and templates,
  // the only places where such letters stand. Source maps count columns, so there the text stays as it is.
  if (!flags.sourcemap)
    for (const file of globSync(join(folder, '*.js'))) {
      const ascii = readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
      writeFileSync(file, ascii)
    }
  copyFileSync(at('server/cutaway.mjs'), join(folder, 'cutaway.mjs'))
  cpSync(at('server/recordings'), join(folder, 'recordings'), { recursive: true })
  const { name, version } = product
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name, version, type: 'module' })}\n`)
}

function listComponents() {
  const bundled = packages.components()
  checkLicences(bundled, permissive)
  // Its own list has been checked where it was made.
  const others = flags.with === undefined ? [] : JSON.parse(readFileSync(flags.with, 'utf8'))
  const components = inOrder([...bundled, ...others])
  writeFileSync(join(out, 'NOTICES.txt'), notices(product, readFileSync(at('LICENSE'), 'utf8'), components))
  writeFileSync(join(out, 'sbom.cdx.json'), sbom(product, components))
}
