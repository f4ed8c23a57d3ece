// npm run dev: the server and vite's development server in front of it. Flags are the server's: npm run dev -- --context kind-a
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const port = '8080'
const root = fileURLToPath(new URL('.', import.meta.url))
process.env.CUTAWAY_SERVER = `http://127.0.0.1:${port}`

const server = spawn(process.execPath, [`${root}server/cutaway.mjs`, 'start', '--port', port, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, CUTAWAY_DEV: '1' },
})
const page = await createServer({ root: `${root}web`, configFile: `${root}web/vite.config.ts` })
await page.listen()
page.printUrls()

const stop = async () => {
  await page.close()
  server.kill()
}
process.once('SIGINT', stop).once('SIGTERM', stop)
server.once('exit', async (code) => {
  await page.close()
  process.exitCode = code ?? 0
})
