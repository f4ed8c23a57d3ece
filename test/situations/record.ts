// node test/situations/record.ts [name...]: makes the recordings of situations anew, on the cluster that is up.
import { situationFolders } from './folders.ts'
import { recordSituation } from './record/record-situation.ts'

const wanted = process.argv.slice(2)
const folders = situationFolders().filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const unknown = wanted.filter((name) => !folders.some((folder) => folder.name === name))
if (unknown.length > 0) {
  console.error(
    `there is no situation ${unknown.join(', ')}; there are ${situationFolders()
      .map(({ name }) => name)
      .join(', ')}`,
  )
  process.exit(2)
}
for (const folder of folders) {
  const started = performance.now()
  try {
    const { lines, bytes, writes } = await recordSituation(folder, process.env['CUTAWAY_CLUSTER'] || 'cutaway')
    console.log(
      `${folder.name}: ${lines} lines in ${Math.ceil(bytes / 1024)} KiB, ${writes} audited writes, ${((performance.now() - started) / 1000).toFixed(0)} s`,
    )
  } catch (error) {
    console.error(`${folder.name}: ${(error as Error).message}`)
    process.exitCode = 1
  }
}
