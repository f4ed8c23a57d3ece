/**
 * npm run bench -- [NAME ...] [--write]: measures product qualities against their bars on this machine. Fails only when a row is missing.
 * NAME: only these drivers. --write: keeps the table in README.md; rows that were not measured stay as they were.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Driver } from './row.ts'
import { drivers } from './rows.ts'
import { type Line, lineOf, readTable, table } from './table.ts'

const README = new URL('README.md', import.meta.url)
const BEGIN = '<!-- table -->\n'
const END = '<!-- end -->'

const { values: flags, positionals: names } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } })
const unknown = names.filter((name) => !drivers.some((driver) => driver.name === name))
if (unknown.length > 0) {
  console.error(`npm run bench: there is no ${unknown.join(', ')}; there are ${drivers.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

// What else the machine does shall not be measured; children inherit it. Not everybody may.
try {
  setPriority(-15)
} catch {
  console.log('(at ordinary priority: other work on this machine shows in the figures)')
}

const say = (line: string) => console.log(line)
console.log('building ...')
const built = spawnSync(process.execPath, [fileURLToPath(new URL('../../build.mjs', import.meta.url))], { stdio: ['ignore', 'ignore', 'inherit'] })
if (built.status !== 0) console.error('the build failed: what is measured on it will be missing')

const lines: Line[] = []
const missing: string[] = []
for (const driver of drivers.filter(({ name }) => names.length === 0 || names.includes(name))) {
  let values: Awaited<ReturnType<Driver['measure']>> = {}
  try {
    values = await driver.measure(say)
  } catch (error) {
    console.error(`${driver.name}: ${error instanceof Error ? error.stack : String(error)}`)
  }
  for (const row of driver.rows) {
    const line = lineOf(row, values[row.name])
    if (line) lines.push(line)
    else missing.push(row.name)
  }
}

console.log(`\n${table(lines)}`)
if (missing.length > 0) console.error(`missing: ${missing.join('; ')}`)
if (flags.write) write()
process.exit(missing.length > 0 ? 1 : 0)

function write(): void {
  const text = readFileSync(README, 'utf8')
  const [before = '', rest = ''] = text.split(BEGIN)
  const kept = new Map(readTable(rest).map((line) => [line.name, line]))
  for (const line of lines) kept.set(line.name, line)
  const inOrder = drivers.flatMap(({ rows }) => rows.flatMap(({ name }) => kept.get(name) ?? []))
  const machine = `Measured ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}.`
  writeFileSync(README, `${before}${BEGIN}${machine}\n\n${table(inOrder)}${END}${rest.split(END)[1] ?? '\n'}`)
}
