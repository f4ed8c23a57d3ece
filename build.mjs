// npm run build: dist/server (one bundle per command, with all it needs) and dist/web (with .br and .gz beside every file).
// `--web` builds the page only; that is what `npm start` does in a fresh checkout.
import { copyFileSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
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
if (!process.argv.includes('--web')) await buildServer()

async function buildWeb() {
  await build({ root: at('web'), configFile: at('web/vite.config.ts'), logLevel })
  for (const file of globSync(at('dist/web/**/*.{html,js,css,svg,json}'))) {
    const plain = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }))
  }
}

async function buildServer() {
  rmSync(at('dist/server'), { recursive: true, force: true })
  await build({
    configFile: false,
    root: at('.'),
    logLevel,
    plugins: [withoutModels],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: at('dist/server'),
      target: 'node24',
      // Source text stays in memory for as long as the process lives; names are kept for stack traces.
      rolldownOptions: {
        // Its modules do nothing by being loaded, but it does not say so.
        treeshake: { moduleSideEffects: (id) => !id.includes('@kubernetes/client-node') },
        input: { start: at('server/start.ts'), tail: at('server/tail.ts'), record: at('server/record.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].[hash].js', minify: { mangle: false, compress: false } },
      },
    },
  })
  copyFileSync(at('server/cutaway.mjs'), at('dist/server/cutaway.mjs'))
  cpSync(at('server/recordings'), at('dist/server/recordings'), { recursive: true })
  writeFileSync(at('dist/server/package.json'), `${JSON.stringify({ type: 'module' })}\n`)
}
