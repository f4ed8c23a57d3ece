import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** What is alive, MB. */
export function heap(): number {
  gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}
