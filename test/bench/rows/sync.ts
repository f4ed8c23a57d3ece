import { setTimeout as pause } from 'node:timers/promises'
import { startProduct } from '../drivers/product.ts'
import { startControlPlane } from '../real/control-plane.ts'
import { seed } from '../real/seed.ts'
import { type Driver, type Row, RUNS } from '../row.ts'
import { startStandIn } from '../stand-in/start.ts'
import { withFolder } from '../with-folder.ts'

const SIZE = { nodes: 1000, pods: 10_000 }
/** Until the memory is looked at: what the lists left behind may be collected. */
const REST = 5_000

const rowsOf = (where: string) => ({
  time: { name: `1,000 nodes + 10,000 Pods${where} explained-ready, from the start of the process`, unit: 's', bar: { most: 1.5 } } as Row,
  stall: { name: `worst stall of the event loop meanwhile${where}`, unit: 'ms', bar: { most: 50 } } as Row,
  memory: { name: `RSS at 1,000 nodes + 10,000 Pods${where}`, unit: 'MB', bar: { most: 200 } } as Row,
})
const standInRows = rowsOf('')
const realRows = rowsOf(' (real API server)')
const asked: Row = { name: 'the same, from its first request for objects', unit: 's', bar: { most: 1.5 } }

export const sync: Driver = {
  name: 'sync',
  rows: [standInRows.time, asked, standInRows.stall, standInRows.memory],
  measure: (say) =>
    withFolder(async (folder) => {
      const standIn = await startStandIn(folder)
      try {
        say(`sync: ${JSON.stringify(await standIn.ask({ do: 'seed', ...SIZE }))}`)
        const since: number[] = []
        const found = await measure('sync', standIn.kubeconfig, standInRows, say, {
          before: () => standIn.ask({ do: 'forget-requests' }),
          after: async (ready) => void since.push((ready - (await standIn.ask<{ at: number }>({ do: 'first-request' })).at) / 1000),
        })
        say(`sync: of that since its first request: ${since.map((seconds) => seconds.toFixed(2)).join(', ')} s`)
        return { ...found, [asked.name]: since }
      } finally {
        await standIn.stop()
      }
    }),
}

/** The same on etcd and kube-apiserver, filled by the real components and kwok. */
export const real: Driver = {
  name: 'real',
  rows: Object.values(realRows),
  measure: (say) =>
    withFolder(async (folder) => {
      const plane = await startControlPlane(folder)
      try {
        await seed(plane, SIZE, say)
        return await measure('real', plane.kubeconfig, realRows, say)
      } finally {
        await plane.stop()
      }
    }),
}

/** Around the sync of each run; `ready` is in ms since epoch. */
interface Hooks {
  before?(): Promise<unknown>
  after?(ready: number): Promise<void>
}

async function measure(
  name: string,
  kubeconfig: string,
  { time, stall, memory }: ReturnType<typeof rowsOf>,
  say: (line: string) => void,
  { before, after }: Hooks = {},
): Promise<Record<string, number[]>> {
  const times: number[] = []
  const stalls: number[] = []
  const sizes: number[] = []
  for (let run = 1; run <= RUNS; run++) {
    await before?.()
    const product = await startProduct(kubeconfig)
    try {
      const ready = await product.ready()
      await after?.(ready)
      const syncing = await product.figures(true)
      times.push((ready - product.started) / 1000)
      stalls.push(syncing.stall)
      await pause(REST)
      const { rss, heap } = await product.figures()
      sizes.push(rss / 1e6)
      say(
        `${name}: run ${run}: ${times.at(-1)?.toFixed(2)} s, stall ${syncing.stall.toFixed(0)} ms, RSS ${(rss / 1e6).toFixed(0)} MB (heap ${(heap / 1e6).toFixed(0)})`,
      )
    } finally {
      await product.stop()
    }
  }
  return { [time.name]: times, [stall.name]: stalls, [memory.name]: sizes }
}
