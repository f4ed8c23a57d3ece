import { fileURLToPath } from 'node:url'
import { startChild } from '../drivers/child.ts'
import type { PipelineCost } from '../pipeline.ts'
import { type Driver, type Row, RUNS } from '../row.ts'
import { median } from '../statistics.ts'

const LINES = 20_000
const ratio: Row = { name: 'pipeline CPU over JSON.parse alone', unit: '×', bar: { most: 3 } }
const growth: Row = { name: 'cost per change at 10,000 Pods over that at 100', unit: '×', bar: { most: 1.2 } }

export const pipeline: Driver = {
  name: 'pipeline',
  rows: [ratio, growth],
  async measure(say) {
    const small = await cost(100)
    const large = await cost(10_000)
    const per = (of: PipelineCost) => of.whole.map((whole, run) => whole / (of.parse[run] ?? Number.NaN))
    for (const [pods, of] of [
      [100, small],
      [10_000, large],
    ] as const)
      say(
        `pipeline: ${pods} Pods: ${of.lines} lines of ${(of.bytes / 1024).toFixed(1)} KB, JSON.parse ${median(of.parse).toFixed(1)} µs, all ${median(of.whole).toFixed(1)} µs, ${of.entries.toFixed(1)} entries a line`,
      )
    // Against JSON.parse of its own process both: what the machine does meanwhile falls out.
    return { [ratio.name]: per(small), [growth.name]: per(large).map((each, run) => each / (per(small)[run] ?? Number.NaN)) }
  },
}

async function cost(pods: number): Promise<PipelineCost> {
  const child = startChild(fileURLToPath(new URL('../pipeline.ts', import.meta.url)), [String(pods), String(LINES), String(RUNS)])
  const found = await child.next<PipelineCost>()
  await child.stop()
  return found
}
