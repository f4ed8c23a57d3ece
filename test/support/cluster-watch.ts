import { type ClusterSource, type ClusterSourceOptions, createClusterSource } from '../../server/cluster/source.ts'
import { PooledKubeConfig } from '../../server/cluster/kubeconfig.ts'
import type { Delta } from '../../server/cluster/delta.ts'
import type { Kind } from '../../server/cluster/kinds.ts'
import { type Timing, timing } from '../../server/cluster/reflector/timing.ts'
import { resources } from '../../server/cluster/resources.ts'
import { createLog } from '../../server/log.ts'
import type { KindHealth } from '../../server/wire/health.ts'

/**
 * What is waited for on purpose, in a twentieth of it and less. Silence is believed as late as ever: server and client share a process here, and one
 * that stood still for a second must not take itself for a server that is gone.
 */
export const brisk: Timing = {
  ...timing,
  backoff: { least: 20, most: 200 },
  withheld: { least: 100, most: 150 },
  stall: 60_000,
  syncStall: 60_000,
  request: 60_000,
  short: 50,
  probe: { every: 200, limit: 60_000 },
  tick: 100,
}

/** Silence is believed soon, too; wherever this process stands still, more is taken for silence than there was. */
export const hasty: Timing = {
  ...brisk,
  calm: 1_000,
  stall: 600,
  syncStall: 400,
  request: 1_000,
  probe: { every: 200, limit: 100 },
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
