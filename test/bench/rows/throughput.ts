import { setTimeout as pause } from 'node:timers/promises'
import { startProduct } from '../drivers/product.ts'
import { type Driver, type Row, RUNS } from '../row.ts'
import { startStandIn } from '../stand-in/start.ts'
import { withFolder } from '../with-folder.ts'

const CHANGES = 10_000
const rate: Row = { name: 'watch events per second of one core, the whole server', unit: '/s', bar: { least: 5000 } }

/** As many changes as the server takes: its CPU per change, sockets and gateway included. */
export const throughput: Driver = {
  name: 'throughput',
  rows: [rate],
  measure: (say) =>
    withFolder(async (folder) => {
      const standIn = await startStandIn(folder)
      await standIn.ask({ do: 'seed', nodes: 100, pods: 1000 })
      const product = await startProduct(standIn.kubeconfig)
      try {
        await product.ready()
        const rates: number[] = []
        for (let run = 0; run <= RUNS; run++) {
          const before = await product.figures()
          const began = performance.now()
          await standIn.ask({ do: 'burst', changes: CHANGES })
          await settled(product)
          const { cpu } = await product.figures()
          const perSecond = (CHANGES / (cpu - before.cpu)) * 1e6
          say(
            `throughput: ${run === 0 ? 'warm-up' : `run ${run}`}: ${perSecond.toFixed(0)} per CPU second, ${((CHANGES / (performance.now() - began)) * 1000).toFixed(0)} per second of the clock`,
          )
          if (run > 0) rates.push(perSecond)
        }
        return { [rate.name]: rates }
      } finally {
        await product.stop()
        await standIn.stop()
      }
    }),
}

/** Until its CPU stands still: nothing is left in a socket. */
async function settled(product: Awaited<ReturnType<typeof startProduct>>): Promise<void> {
  const QUIET = 100
  for (let last = -1; ;) {
    const { cpu } = await product.figures()
    if (last >= 0 && cpu - last < QUIET * 1000 * 0.15) return
    last = cpu
    await pause(QUIET)
  }
}
