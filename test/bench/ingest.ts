/**
 * Cost of reading watch lines: JSON.parse alone against parse + project + store + changed, over the same lines; CPU per line, median of 5.
 * node --expose-gc test/bench/ingest.ts [lines]
 */
import { ingest, readLine } from '../../server/cluster/ingest.ts'
import { createStore } from '../../server/cluster/store.ts'
import { rawPod, watchLine } from '../support/raw-pod.ts'

const lines = Number(process.argv[2] ?? 10_000)
const pods = Math.min(lines, 2_000)
const first = Array.from({ length: pods }, (_, number) => watchLine('ADDED', rawPod({ number, rv: number + 1 })))
const text = Array.from({ length: lines }, (_, i) =>
  watchLine('MODIFIED', rawPod({ number: i % pods, rv: 100_000 + i, ready: i % 3 > 0, restarts: i % 5, second: i % 60 })),
)

const alone = median(() => {
  let kept = 0
  for (const line of text) kept += JSON.parse(line).object.metadata.name.length
  return kept
})
const whole = median(() => {
  let paths = 0
  const store = createStore({ delta: (delta) => (paths += delta.changed.paths.length + delta.changed.owners.length) })
  store.replace(
    'Pod',
    first.map((line) => ingest('Pod', JSON.parse(line).object)),
    0,
  )
  const start = process.cpuUsage()
  for (const line of text) {
    const read = readLine('Pod', line)
    if (read.type === 'MODIFIED') store.apply('Pod', read.type, read.object, 1)
  }
  return { paths, cpu: process.cpuUsage(start) }
})
console.log(`lines ${lines}, ${(text.join('').length / lines / 1024).toFixed(1)} KB each`)
console.log(`JSON.parse           ${alone.toFixed(1)} µs/line`)
console.log(`parse..changed       ${whole.toFixed(1)} µs/line   ratio ${(whole / alone).toFixed(2)}`)

function median(run: () => unknown): number {
  const took = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage()
    const result = run() as { cpu?: NodeJS.CpuUsage }
    const { user, system } = result.cpu ?? process.cpuUsage(start)
    return (user + system) / lines
  })
  return took.sort((a, b) => a - b)[2] ?? 0
}
