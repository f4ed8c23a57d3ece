#!/usr/bin/env node
// The launcher: plain JavaScript of 2018, so that an old Node can say in one sentence that it is too old.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const WANTED = [24, 15]
const [major, minor] = process.versions.node.split('.').map(Number)
const commands = ['start', 'tail', 'record', 'verify']
const [command, ...args] = process.argv.slice(2)

if (major < WANTED[0] || (major === WANTED[0] && minor < WANTED[1])) launchNewer()
else if (commands.includes(command)) await run()
else if (command === '--version') console.log(version())
else {
  const asked = command === undefined || command === '--help' || command === '-h' || command === 'help'
  const text = 'Usage: cutaway start | tail | record | verify   (cutaway <command> --help tells more)'
  if (asked) console.log(text)
  else console.error(`There is no command ${command}. ${text}`)
  process.exitCode = asked ? 0 : 2
}

async function run() {
  // What a list brings in at once lets V8's young generation grow to 48 MB and more is kept than needed: 340 MB with 10,000 Pods instead of 200.
  setFlagsFromString('--semi-space-growth-factor=1')
  // In a checkout the sources run as they are; the bundle has the same files as JavaScript.
  const file = existsSync(new URL(`${command}.ts`, import.meta.url)) ? `${command}.ts` : `${command}.js`
  const { main } = await import(`./${file}`)
  await main(args)
}

/** The bundle has it beside itself, a checkout one folder up. */
function version() {
  const about = ['package.json', '../package.json'].map((path) => new URL(path, import.meta.url)).find((file) => existsSync(file))
  return JSON.parse(readFileSync(about, 'utf8')).version
}

/** The project brings its own Node as a devDependency; npm's scripts find it by themselves, `node server/cutaway.mjs` does not. */
function launchNewer() {
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(own) || process.env.CUTAWAY_RELAUNCHED) {
    console.error(
      `Cutaway needs Node ${WANTED.join('.')} or newer and this is ${process.versions.node}: install a newer one, or run npm ci without --ignore-scripts, which brings one along.`,
    )
    process.exitCode = 2
    return
  }
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, CUTAWAY_RELAUNCHED: '1' } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
}
