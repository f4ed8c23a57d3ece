import type { Driver } from './row.ts'
import { latency } from './rows/latency.ts'
import { pageSize } from './rows/page.ts'
import { pipeline } from './rows/pipeline.ts'
import { onScreen } from './rows/screen.ts'
import { real, sync } from './rows/sync.ts'
import { throughput } from './rows/throughput.ts'

/** In the order of the table. */
export const drivers: readonly Driver[] = [...latency, pipeline, throughput, sync, real, onScreen, pageSize]
