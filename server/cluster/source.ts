import { ApiError, clusterSilent } from '../errors.ts'
import type { Log } from '../log.ts'
import type { KindHealth } from '../wire/health.ts'
import { unchanged } from './changed.ts'
import type { Sink, Source } from './delta.ts'
import { type KubeconfigChoice, type LoadedKubeconfig, loadKubeconfig } from './kubeconfig.ts'
import { createProbe } from './probe.ts'
import type { Raw } from './raw.ts'
import { createReflector, type Reflector } from './reflector.ts'
import type { Tap } from './reflector/intake.ts'
import { createGate } from './reflector/gate.ts'
import { kindHealth } from './reflector/kind-health.ts'
import { type Timing, timing as usual } from './reflector/timing.ts'
import { inSyncOrder, type Resource } from './resources.ts'
import { createStore, type Store } from './store.ts'
import { createTransport } from './transport.ts'

export interface ClusterIdentity {
  /**
   * uid of the kube-system namespace, which step ids rest on; '' if we may not list namespaces or watch only some. '' is the same on every replica
   * too, and objects' own uids keep their steps apart; a watched namespace's uid would make ids hang on the choice of namespaces.
   */
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
  identify(limit: number): Promise<ClusterIdentity>
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
  /** Only these are watched, each by itself; kinds that have no namespace are asked for as ever. Absent: the whole cluster. */
  namespaces?: readonly string[]
  resources?: readonly Resource[]
}

const LISTS_AT_A_TIME = 4
/** Ticks between reports of counts and last lines; changes of state are told at once. */
const REPORT_TICKS = 10

/** One kind's reflectors: one, or one for each namespace. */
type Watched = { namespace: string | undefined; reflector: Reflector }[]

/** The live source: one reflector per row of resources.ts (and namespace), a probe of the API server, and the clock. */
export function createClusterSource(options: ClusterSourceOptions): ClusterSource {
  const { loaded, choice, log, timing = usual, namespaces, resources = inSyncOrder } = options
  const transport = createTransport(loaded.config, () => loadKubeconfig(choice)?.config ?? loaded.config)
  const synced = Promise.withResolvers<void>()
  const kinds: Watched[] = []
  const reflectors = () => kinds.flatMap((watched) => watched.map(({ reflector }) => reflector))
  const healthOf = (watched: Watched) => kindHealth(watched.map(({ namespace, reflector }) => ({ namespace, health: reflector.health() })))
  let store: Store | undefined
  let clock: NodeJS.Timeout | undefined
  const probe = createProbe({
    transport,
    ...timing.probe,
    onLost: (since) => reflectors().forEach((one) => one.lost(since)),
    onFound: () => reflectors().forEach((one) => one.redial()),
  })

  function begin(sink: Sink): void {
    const held = createStore(sink)
    const gate = createGate(LISTS_AT_A_TIME)
    const missing = new Set<Reflector>()
    for (const resource of resources) {
      const watched: Watched = []
      for (const namespace of resource.scope === 'namespaced' && namespaces ? namespaces : [undefined]) {
        const { onRaw } = options
        const onHealth = ({ state }: KindHealth) => {
          sink.health(healthOf(watched))
          if (state !== 'syncing' && missing.delete(reflector) && missing.size === 0) synced.resolve()
        }
        const reflector = createReflector(resource.kind, resource, {
          transport,
          store: held,
          gate,
          timing,
          log,
          onHealth,
          ...(onRaw && { onRaw }),
          ...(namespace !== undefined && { namespace }),
        })
        missing.add(reflector)
        watched.push({ namespace, reflector })
      }
      kinds.push(watched)
    }
    store = held
    reflectors().forEach((one) => one.start())
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
        reflectors().forEach((one) => one.redial())
      }
      last = seen
      sink.delta({ kind: 'Lease', change: 'tick', changed: unchanged, rv: '', seen })
      if (++count % REPORT_TICKS === 0) kinds.forEach((watched) => sink.health(healthOf(watched)))
    }, timing.tick)
  }

  async function kubeSystem(limit: number): Promise<string> {
    try {
      // A list, because that is what we may do anyway; reading one object would need a right more.
      const list = await transport.get({ path: '/api/v1/namespaces', query: { fieldSelector: 'metadata.name=kube-system' } }, limit)
      return (JSON.parse(list) as Raw).items?.[0]?.metadata?.uid ?? ''
    } catch (error) {
      // Any other failure would pass, and leave this replica with other ids than the next.
      if (error instanceof ApiError && error.status === 403) return ''
      throw error
    }
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
      await Promise.all(reflectors().map((one) => one.stop()))
      await transport.close()
      synced.resolve()
    },
    async identify(limit) {
      try {
        const [version, uid] = await Promise.all([
          transport.get({ path: '/version' }, limit).then((body) => JSON.parse(body) as Raw),
          namespaces ? '' : kubeSystem(limit),
        ])
        return { uid, name: loaded.context, version: version.gitVersion ?? '' }
      } catch (error) {
        const why = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
        throw clusterSilent(loaded.context, why, error)
      }
    },
    health: () => kinds.map(healthOf),
    state: (kind) => store?.state(kind) ?? [],
  }
}
