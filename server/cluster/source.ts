import { clusterSilent } from '../errors.ts'
import type { Log } from '../log.ts'
import type { KindHealth } from '../wire/health.ts'
import { unchanged } from './changed.ts'
import type { Sink, Source } from './delta.ts'
import { type KubeconfigChoice, type LoadedKubeconfig, loadKubeconfig } from './kubeconfig.ts'
import type { Kind } from './kinds.ts'
import { createProbe } from './probe.ts'
import type { Raw } from './raw.ts'
import { createReflector, type Reflector, type Tap } from './reflector.ts'
import { createGate } from './reflector/gate.ts'
import { type Timing, timing as usual } from './reflector/timing.ts'
import { inSyncOrder, type Resource } from './resources.ts'
import { createStore, type Store } from './store.ts'
import { createTransport } from './transport.ts'

export interface ClusterIdentity {
  /** uid of the kube-system namespace; '' if we may not list namespaces. */
  uid: string
  /** The context's name, as people know the cluster. */
  name: string
  /** e.g. 'v1.36.3'. */
  version: string
}

export interface ClusterSource extends Source {
  /**
   * Asks the API server who it is; works before start() and after.
   * @param limit ms until it must have answered
   * @throws CutawayError CLUSTER_SILENT
   */
  identify(limit?: number): Promise<ClusterIdentity>
  health(): KindHealth[]
  /** uid and resourceVersion of everything held of a kind. */
  state: Store['state']
  /** Resolves when every kind has been listed once or is known to be withheld (forbidden, absent). */
  readonly synced: Promise<void>
}

export interface ClusterSourceOptions {
  loaded: LoadedKubeconfig
  /** How it was loaded: credentials are read anew the same way. */
  choice: KubeconfigChoice
  log: Log
  /** For raw tapes. */
  onRaw?: Tap
  timing?: Timing
  resources?: readonly Resource[]
}

const LISTS_AT_A_TIME = 4
/** Ticks between reports of counts and last lines; changes of state are told at once. */
const REPORT_TICKS = 10

/** The live source: one reflector per row of resources.ts, a probe of the API server, and the clock. */
export function createClusterSource(options: ClusterSourceOptions): ClusterSource {
  const { loaded, choice, log, timing = usual, resources = inSyncOrder } = options
  const transport = createTransport(loaded.config, () => loadKubeconfig(choice)?.config ?? loaded.config)
  const synced = Promise.withResolvers<void>()
  const reflectors: Reflector[] = []
  let store: Store | undefined
  let clock: NodeJS.Timeout | undefined
  const probe = createProbe({
    transport,
    ...timing.probe,
    onLost: (since) => reflectors.forEach((one) => one.lost(since)),
    onFound: () => reflectors.forEach((one) => one.redial()),
  })

  function begin(sink: Sink): void {
    const held = createStore(sink)
    const gate = createGate(LISTS_AT_A_TIME)
    const missing = new Set<Kind>(resources.map(({ kind }) => kind))
    const onHealth = (health: KindHealth) => {
      sink.health(health)
      if (health.state !== 'syncing' && missing.delete(health.kind as Kind) && missing.size === 0) synced.resolve()
    }
    for (const resource of resources) {
      const { onRaw } = options
      reflectors.push(createReflector(resource.kind, resource, { transport, store: held, gate, timing, log, onHealth, ...(onRaw && { onRaw }) }))
    }
    store = held
    reflectors.forEach((one) => one.start())
    probe.start()
    tick(sink)
  }

  function tick(sink: Sink): void {
    let last = Date.now()
    let count = 0
    clock = setInterval(() => {
      const seen = Date.now()
      if (seen - last > timing.tick + timing.jump) {
        log.info('clock jumped, dialling anew', { ms: seen - last })
        reflectors.forEach((one) => one.redial())
      }
      last = seen
      sink.delta({ kind: 'Lease', change: 'tick', changed: unchanged, rv: '', seen })
      if (++count % REPORT_TICKS === 0) reflectors.forEach((one) => sink.health(one.health()))
    }, timing.tick)
  }

  return {
    synced: synced.promise,
    start(sink) {
      if (!store) begin(sink)
      return Promise.resolve()
    },
    async stop() {
      clearInterval(clock)
      probe.stop()
      await Promise.all(reflectors.map((one) => one.stop()))
      await transport.close()
      synced.resolve()
    },
    async identify(limit = 3_000) {
      try {
        const [version, namespaces] = await Promise.all([
          transport.get({ path: '/version' }, limit).then((body) => JSON.parse(body) as Raw),
          // A list, because that is what we may do anyway; reading one object would need a right more.
          transport.get({ path: '/api/v1/namespaces', query: { fieldSelector: 'metadata.name=kube-system' } }, limit).then(
            (body) => JSON.parse(body) as Raw,
            () => undefined,
          ),
        ])
        return { uid: namespaces?.items?.[0]?.metadata?.uid ?? '', name: loaded.context, version: version.gitVersion ?? '' }
      } catch (error) {
        const why = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
        throw clusterSilent(loaded.context, why, error)
      }
    },
    health: () => reflectors.map((one) => one.health()),
    state: (kind) => store?.state(kind) ?? [],
  }
}
