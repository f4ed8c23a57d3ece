import { setTimeout as pause } from 'node:timers/promises'
import { startProduct } from '../drivers/product.ts'
import { type Driver, type Row, RUNS } from '../row.ts'
import { startStandIn } from '../stand-in/start.ts'
import { withFolder } from '../with-folder.ts'

const SIZE = { nodes: 1000, pods: 10_000 }
/** Until the memory is looked at: what the lists left behind may be collected. */
const REST = 10_000

const time: Row = { name: '1,000 nodes + 10,000 Pods explained-ready, from the start of the process', unit: 's', bar: { most: 1.5 } }
const asked: Row = { name: 'the same, from its first request for objects', unit: 's', bar: { most: 1.5 } }
const stall: Row = { name: 'worst stall of the event loop meanwhile', unit: 'ms', bar: { most: 50 } }
const memory: Row = { name: 'RSS at 1,000 nodes + 10,000 Pods', unit: 'MB', bar: { most: 200 } }

export const sync: Driver = {
  name: 'sync',
  rows: [time, asked, stall, memory],
  measure: (say) =>
    withFolder(async (folder) => {
      const standIn = await startStandIn(folder)
      try {
        say(`sync: ${JSON.stringify(await standIn.ask({ do: 'seed', ...SIZE }))}`)
        const found: Record<string, number[]> = { [time.name]: [], [asked.name]: [], [stall.name]: [], [memory.name]: [] }
        for (let run = 1; run <= RUNS; run++) {
          await standIn.ask({ do: 'forget-requests' })
          const product = await startProduct(standIn.kubeconfig)
          try {
            const ready = await product.ready()
            const { at } = await standIn.ask<{ at: number }>({ do: 'first-request' })
            const syncing = await product.figures(true)
            found[time.name]?.push((ready - product.started) / 1000)
            found[asked.name]?.push((ready - at) / 1000)
            found[stall.name]?.push(syncing.stall)
            await pause(REST)
            const { rss, heap } = await product.figures()
            found[memory.name]?.push(rss / 1e6)
            say(
              `sync: run ${run}: ${((ready - product.started) / 1000).toFixed(2)} s, of that ${((ready - at) / 1000).toFixed(2)} s since its first request, stall ${syncing.stall.toFixed(0)} ms, RSS ${(rss / 1e6).toFixed(0)} MB (heap ${(heap / 1e6).toFixed(0)})`,
            )
          } finally {
            await product.stop()
          }
        }
        return found
      } finally {
        await standIn.stop()
      }
    }),
}
