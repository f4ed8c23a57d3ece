import { type ClusterSource, type ClusterSourceOptions, createClusterSource } from '../../server/cluster/source.ts'
import { PooledKubeConfig } from '../../server/cluster/kubeconfig.ts'
import type { Delta } from '../../server/cluster/delta.ts'
import type { Kind } from '../../server/cluster/kinds.ts'
import { type Timing, timing } from '../../server/cluster/reflector/timing.ts'
import { resources } from '../../server/cluster/resources.ts'
import { createLog } from '../../server/log.ts'
import type { KindHealth } from '../../server/wire/health.ts'

/** Everything that takes seconds or minutes, in a twentieth of it and less. */
export const brisk: Timing = {
  ...timing,
  backoff: { least: 20, most: 200 },
  calm: 1_000,
  withheld: { least: 100, most: 150 },
  stall: 600,
  syncStall: 400,
  request: 1_000,
  short: 50,
  probe: { every: 200, limit: 100 },
  tick: 100,
}

export interface Watch {
  source: ClusterSource
  deltas: Delta[]
  health: KindHealth[]
  /** The newest health of a kind. */
  of(kind: Kind): KindHealth
}

/** A source that watches some kinds of a stand-in and keeps what it says. */
export async function watch(port: number, kinds: Kind[], options: Partial<ClusterSourceOptions> = {}): Promise<Watch> {
  const source = createClusterSource({
    loaded: { config: plainConfig(port), context: 'stand-in', cluster: 'stand-in', found: 'test' },
    choice: { kubeconfig: '/nonexistent' },
    log: createLog('silent', false),
    timing: brisk,
    resources: kinds.map((kind) => resources[kind]),
    ...options,
  })
  const deltas: Delta[] = []
  const health: KindHealth[] = []
  await source.start({ delta: (delta) => deltas.push(delta), health: (one) => health.push(one) })
  return { source, deltas, health, of: (kind) => source.health().find((one) => one.kind === kind)! }
}

export function plainConfig(port: number): PooledKubeConfig {
  const config = new PooledKubeConfig()
  config.loadFromClusterAndUser({ name: 'stand-in', server: `http://127.0.0.1:${port}`, skipTLSVerify: true }, { name: 'tester' })
  return config
}

/** Polls until it holds. */
export async function until(what: string, holds: () => boolean, limit = 30_000): Promise<void> {
  const end = performance.now() + limit
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
