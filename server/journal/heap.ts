import { constants, PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** Whether what is held leaves too little room for what is still to be made of it. Garbage does not count: it is what the last large collection left. */
export interface Heap {
  readonly full: boolean
  /** MiB. */
  readonly limit: number
  stop(): void
}

/** What is played is told to pages as text, for which there has to be room too. */
const SHARE = 0.4

export function watchHeap(): Heap {
  const limit = getHeapStatistics().heap_size_limit
  let left = 0
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as { detail?: { kind?: number } }[])
      if (detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR) left = process.memoryUsage().heapUsed
  })
  observer.observe({ entryTypes: ['gc'] })
  return {
    get full() {
      return left > limit * SHARE
    },
    limit: Math.round(limit / 2 ** 20),
    stop: () => observer.disconnect(),
  }
}
