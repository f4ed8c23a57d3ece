import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startChild } from '../drivers/child.ts'
import type { Heard } from '../drivers/browsers.ts'
import { startProduct } from '../drivers/product.ts'
import { type Driver, type Row, RUNS } from '../row.ts'
import { startStandIn } from '../stand-in/start.ts'
import { quantile } from '../statistics.ts'
import { withFolder } from '../with-folder.ts'

interface Load {
  name: string
  /** Changes a second. */
  rate: number
  browsers: number
  /** ms of one run; at 5 changes a second it takes its time to have enough of them. */
  run: number
  /** ms until as many lives run at once as will. */
  warm: number
  p50: number
  p99: number
}

const loads: Load[] = [
  { name: 'calm (5 changes/s, 1 browser)', rate: 5, browsers: 1, run: 20_000, warm: 20_000, p50: 1, p99: 4 },
  { name: '50 changes/s, 50 browsers', rate: 50, browsers: 50, run: 8_000, warm: 15_000, p50: 2, p99: 10 },
  { name: 'busy (500 changes/s, 50 browsers)', rate: 500, browsers: 50, run: 8_000, warm: 20_000, p50: 10, p99: 25 },
]
/** A workshop's cluster. */
const SIZE = { nodes: 3, pods: 100 }
const browsers = fileURLToPath(new URL('../drivers/browsers.ts', import.meta.url))

const row = (load: Load, q: 'p50' | 'p99'): Row => ({ name: `latency, ${load.name}, ${q}`, unit: 'ms', bar: { most: load[q] } })

export const latency: Driver[] = loads.map((load) => ({
  name: `latency-${load.rate}`,
  rows: [row(load, 'p50'), row(load, 'p99')],
  measure: (say) => withFolder((folder) => measure(load, folder, say)),
}))

async function measure(load: Load, folder: string, say: (line: string) => void): Promise<Record<string, number[]>> {
  const standIn = await startStandIn(folder)
  await standIn.ask({ do: 'seed', ...SIZE })
  const product = await startProduct(standIn.kubeconfig)
  await product.ready()
  const measured = startChild(browsers, [product.url, '1', String(standIn.port)])
  await measured.next()
  const crowd = load.browsers > 1 ? startChild(browsers, [product.url, String(load.browsers - 1)]) : undefined
  await crowd?.next()
  const all = [measured, ...(crowd ? [crowd] : []), product, standIn]
  try {
    await standIn.ask({ do: 'play', rate: load.rate })
    await pause(load.warm)
    await measured.ask({})
    await product.figures(true)
    const p50: number[] = []
    const p99: number[] = []
    for (let run = 1; run <= RUNS; run++) {
      const before = await product.figures()
      await pause(load.run)
      const { objects, steps, entries } = await measured.ask<Heard>({})
      const after = await product.figures()
      const over = [...objects, ...steps]
      p50.push(quantile(over, 0.5))
      p99.push(quantile(over, 0.99))
      const cpu = ((after.cpu - before.cpu) / load.run / 10).toFixed(0)
      say(
        `${load.name}: run ${run}: ${objects.length} objects and ${steps.length} steps of ${entries} entries, p50 ${p50.at(-1)?.toFixed(2)}, p99 ${p99.at(-1)?.toFixed(2)} ms, server ${cpu} % of a core`,
      )
    }
    const { resets = 0, bytes = 0 } = (await crowd?.ask<Heard>({})) ?? {}
    const changes = (load.rate * (load.warm + RUNS * load.run)) / 1000
    if (crowd) say(`${load.name}: about ${(bytes / changes / 1024).toFixed(1)} KB a change and browser`)
    if (resets > 0) say(`${load.name}: ${resets} times a browser was too slow`)
    return { [row(load, 'p50').name]: p50, [row(load, 'p99').name]: p99 }
  } finally {
    for (const one of all) await one.stop()
  }
}
