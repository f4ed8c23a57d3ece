/** Loaded into the server's process before it (node --import): answers what the process costs. It adds one timer and listens to its channel. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface Figures {
  /** Since the start, µs, all threads. */
  cpu: number
  rss: number
  heap: number
  /** Longest time without a turn of the event loop since the last reset, ms. */
  stall: number
}

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

process.on('message', (question: { reset?: true }) => {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  const figures: Figures = { cpu: user + system, rss, heap: heapUsed, stall: delay.max / 1e6 }
  if (question.reset) delay.reset()
  process.send?.(figures)
})
// Stays no longer than the server itself.
process.channel?.unref()
