// npm run build: dist/server (one bundle per command, with all it needs) and dist/web (with .br and .gz beside every file).
// `--web` builds the page only; that is what `npm start` does in a fresh checkout.
import { copyFileSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const logLevel = 'warn'

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
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: at('dist/server'),
      target: 'node24',
      rolldownOptions: {
        input: { start: at('server/start.ts'), tail: at('server/tail.ts'), record: at('server/record.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].[hash].js' },
      },
    },
  })
  copyFileSync(at('server/cutaway.mjs'), at('dist/server/cutaway.mjs'))
  cpSync(at('server/recordings'), at('dist/server/recordings'), { recursive: true })
  writeFileSync(at('dist/server/package.json'), `${JSON.stringify({ type: 'module' })}\n`)
}
