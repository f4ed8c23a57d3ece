import { ApiError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { KindHealth } from '../wire/health.ts'
import type { Kind } from './kinds.ts'
import { createBackoff } from './reflector/backoff.ts'
import { createDenial } from './reflector/denial.ts'
import type { Gate } from './reflector/gate.ts'
import { createIntake, type Intake, type Tap } from './reflector/intake.ts'
import { pagedList } from './reflector/paged-list.ts'
import { readEvent, type WatchEvent } from './reflector/read-event.ts'
import { createSleep } from './reflector/sleep.ts'
import { createStanding, type Standing } from './reflector/standing.ts'
import { between, type Timing } from './reflector/timing.ts'
import { judge, type Verdict } from './reflector/verdict.ts'
import { compareResourceVersions } from './resource-version.ts'
import { collectionPath, type Resource } from './resources.ts'
import type { Store } from './store.ts'
import type { Transport } from './transport.ts'

export interface ReflectorOptions {
  /** Only this namespace's objects, and nothing about any other's; absent: the whole kind. */
  namespace?: string
  transport: Transport
  store: Store
  /** How many kinds may list at a time. */
  gate: Gate
  timing: Timing
  log: Log
  onHealth: (health: KindHealth) => void
  onRaw?: Tap
}

export interface Reflector {
  readonly kind: Kind
  start(): void
  stop(): Promise<void>
  /** Ends the connection and dials at once from where it was: after sleep, after the API server was gone. */
  redial(): void
  /** The API server has not answered since then (ms); a kind that heard from it later knows better. */
  lost(since: number): void
  health(): KindHealth
}

/** Thrown into a stream to end it without anything being wrong. */
const REDIAL = new Error('redial')
/** The server's failures in a row after which the resourceVersion itself is doubted. */
const DOUBT = 5
/** Streamed lists that may break off before pages are tried. */
const UNFINISHED = 3

/**
 * Keeps one kind of the store equal to the API server: streams the list (or reads it in pages where that is refused), watches from there with
 * bookmarks, dials again from the last resourceVersion when the connection ends for whatever reason, lists again only when that version is gone
 * or a line was lost. Modelled on client-go's tools/cache/reflector.go.
 */
export function createReflector<K extends Kind>(kind: K, resource: Resource, options: ReflectorOptions): Reflector {
  const { transport, store, gate, timing, log, onRaw, namespace } = options
  const path = collectionPath(resource, namespace)
  const accept = resource.kept === 'metadata' ? 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json' : 'application/json'
  const retries = createBackoff(timing.backoff.least, timing.backoff.most)
  const relists = createBackoff(timing.backoff.least, timing.backoff.most, timing.calm)
  const denial = createDenial(transport, timing.probe.limit)
  let standing: Standing | undefined
  let dial = new AbortController()
  const sleep = createSleep()
  let running: Promise<void> | undefined
  let stopped = false
  /** Where to watch on from; undefined: list first. */
  let rv: string | undefined
  let synced = false
  /** It was to be seen once, and may not be seen now. */
  let withdrawn = false
  /** This server cannot stream lists. */
  let pages = false
  let unfinished = 0
  /** The server has accepted the connection of this cycle. */
  let opened = false
  let failures = 0

  async function run(): Promise<void> {
    // oxlint-disable-next-line eslint/no-unmodified-loop-condition -- stop() modifies it
    while (!stopped) {
      dial = new AbortController()
      opened = false
      try {
        await (rv === undefined ? listAndWatch() : stream({ resourceVersion: rv }))
      } catch (error) {
        if (stopped) return
        if (error === REDIAL) continue
        const wait = await weigh(
          judge(error, resource, { streamedList: rv === undefined && !pages, opened, namespaced: namespace !== undefined }),
          error,
        )
        if (!dial.signal.aborted) await sleep.for(wait)
      }
    }
  }

  async function listAndWatch(): Promise<void> {
    const leave = await gate.enter()
    try {
      if (stopped) return
      const list = createIntake(kind, store, { first: !synced && store.count(kind, namespace) === 0, namespace, onRaw })
      if (!pages) return await stream({ sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }, list, leave)
      const at = await pagedList(kind, resource, path, transport, timing.request, dial.signal, (object, item) =>
        list.add(object, onRaw && JSON.stringify(item), Date.now()),
      )
      listed(list, at, Date.now())
    } finally {
      leave()
    }
    await stream({ resourceVersion: rv ?? '' })
  }

  /**
   * One connection. With `initial` it begins with the list, after which `leave` is called. It ends within a minute of having begun to follow: the
   * API server asks for the right to watch only at the beginning, so that a long watch would outlive a right that is withdrawn.
   */
  async function stream(query: Record<string, string>, initial?: Intake<K>, leave?: () => void): Promise<void> {
    let list = initial
    let lines = 0
    const { signal } = dial
    const redial = dial.abort.bind(dial, REDIAL)
    let end: NodeJS.Timeout | undefined
    const began = performance.now()
    const seconds = Math.round(between(timing.watchSeconds))
    const timeoutSeconds = String(list ? timing.listSeconds : seconds)
    const request = { path, accept, signal, query: { watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds, ...query } }
    // The server's own end comes with a bookmark and keeps the connection; where it cannot be asked for or does not come, ours does.
    const following = () => (end = setTimeout(redial, seconds * 1000 + timing.grace))

    const take = (line: string): number | void => {
      if (signal.aborted) throw signal.reason
      const seen = Date.now()
      lines++
      standing?.heard(seen)
      const read = readEvent(kind, path, line)
      if (!list) return follow(read, line, seen)
      if (read.type === 'ADDED') list.add(read.object, onRaw && JSON.stringify((JSON.parse(line) as { object: unknown }).object), seen)
      else if (read.type !== 'BOOKMARK') list.change(read.type, read.object, seen)
      else if (read.initialEnd) {
        listed(list, read.rv, seen)
        list = undefined
        leave?.()
        following()
        return timing.stall
      }
    }
    const accepted = () => {
      opened = true
      if (list) return
      following()
      fine()
    }
    try {
      await transport.lines(request, list ? timing.syncStall : timing.stall, take, accepted)
    } finally {
      clearTimeout(end)
      if (list && opened && ++unfinished >= UNFINISHED) pages = true
    }
    if (list) throw new Error('The API server ended the stream before the list was whole.')
    if (lines === 0 && performance.now() - began < timing.short) throw new Error('The API server ended the watch at once.')
  }

  function follow(read: WatchEvent<K>, line: string, seen: number): void {
    onRaw?.(kind, 'watch', line, seen)
    if (read.type === 'BOOKMARK') store.heard(kind, seen, namespace)
    else store.apply(kind, read.type, read.object, seen, namespace)
    if (rv === undefined || compareResourceVersions(read.rv, rv) > 0) rv = read.rv
    standing?.contact(seen)
    fine()
  }

  function listed(list: Intake<K>, at: string, seen: number): void {
    standing?.listed(synced, list.end(seen))
    standing?.contact(seen)
    rv = at
    synced = true
    withdrawn = false
    fine()
  }

  /** In step with the server. */
  function fine(): void {
    failures = 0
    denial.over()
    retries.reset()
    standing?.become('live')
  }

  /** @returns how long to wait before dialling again, ms */
  async function weigh({ act, wait = 0, note, rule }: Verdict, error: unknown): Promise<number> {
    failures++
    const denied = act === 'forbidden' || act === 'absent' ? await denial.weigh(dial.signal) : denial.over()
    if (denied === 'again') return 0
    if (denied === 'believed') {
      withhold()
      standing?.become(act as 'forbidden' | 'absent', withdrawn && rule ? `Access was withdrawn. ${note}` : note, rule)
      return between(timing.withheld)
    }
    standing?.become(synced ? 'reconnecting' : 'syncing', denied === 'unready' ? 'The API server has only just started and denies everything.' : note)
    if (act === 'pages') {
      pages = true
      return 0
    }
    if (act === 'renew') transport.renew()
    // A version that the server cannot serve any more may show as one internal error after the other.
    const doubted = failures >= DOUBT && error instanceof ApiError && error.status >= 500
    return Math.max(wait, act === 'relist' || doubted ? relist() : retries.next())
  }

  /** Nothing that we may not see, or that is not served any more, is kept. */
  function withhold(): void {
    withdrawn ||= synced
    rv = undefined
    synced = false
    store.withdraw(kind, Date.now(), namespace)
  }

  function relist(): number {
    rv = undefined
    return relists.next()
  }

  return {
    kind,
    start() {
      standing ??= createStanding(kind, store, options.onHealth, log)
      running ??= run()
    },
    async stop() {
      stopped = true
      dial.abort(REDIAL)
      sleep.wake()
      await running
    },
    redial() {
      dial.abort(REDIAL)
      sleep.wake()
    },
    lost(since) {
      const { state, line = 0 } = this.health()
      if (state === 'live' && line <= since) standing?.become('reconnecting', 'The API server does not answer /readyz.')
    },
    health: () => standing?.now() ?? { kind, state: 'syncing', since: 0, objects: 0, relists: 0, gaps: 0 },
  }
}
