// Writes what is derived: values.yaml and the README's table from the schema. `--golden`: renders the goldens anew too; read what git says of them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chart } from './chart.ts'
import { valuesTable, valuesYaml } from './documents.ts'
import { goldens } from './golden.ts'

writeFileSync(`${chart}/values.yaml`, valuesYaml())
const readme = `${chart}/README.md`
writeFileSync(readme, withTable(readFileSync(readme, 'utf8')))

if (process.argv.includes('--golden')) {
  const folder = new URL('golden/', import.meta.url)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [name, text] of await goldens()) writeFileSync(new URL(name, folder), text)
}

function withTable(text: string): string {
  const [start, end] = ['<!-- values -->', '<!-- /values -->']
  return `${text.slice(0, text.indexOf(start) + start.length)}\n\n${valuesTable()}\n\n${text.slice(text.indexOf(end))}`
}
