import { ApiError, brokenLine } from '../errors.ts'
import type { Log } from '../log.ts'
import type { KindHealth } from '../wire/health.ts'
import { readLine, type WatchLine } from './ingest.ts'
import type { Kind } from './kinds.ts'
import { createBackoff } from './reflector/backoff.ts'
import { createDenial } from './reflector/denial.ts'
import type { Gate } from './reflector/gate.ts'
import { createIntake, type Intake } from './reflector/intake.ts'
import { pagedList } from './reflector/paged-list.ts'
import { createStanding, type Standing } from './reflector/standing.ts'
import { between, type Timing } from './reflector/timing.ts'
import { judge, type Verdict } from './reflector/verdict.ts'
import { compareResourceVersions } from './resource-version.ts'
import { collectionPath, type Resource } from './resources.ts'
import type { Store } from './store.ts'
import type { Transport } from './transport.ts'

/** Raw text as the API server sent it, for raw tapes. `list`: one object; `list-end`: no text; `watch`: one line {type, object}. */
export type Tap = (kind: Kind, phase: 'list' | 'list-end' | 'watch', text: string, seen: number) => void

export interface ReflectorOptions {
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
  const { transport, store, gate, timing, log, onRaw } = options
  const path = collectionPath(resource)
  const accept = resource.kept === 'metadata' ? 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json' : 'application/json'
  const retries = createBackoff(timing.backoff.least, timing.backoff.most)
  const relists = createBackoff(timing.backoff.least, timing.backoff.most)
  const denial = createDenial(transport, timing.probe.limit)
  let standing: Standing | undefined
  let dial = new AbortController()
  let wake: (() => void) | undefined
  let running: Promise<void> | undefined
  let stopped = false
  /** Where to watch on from; undefined: list first. */
  let rv: string | undefined
  let synced = false
  /** This server cannot stream lists. */
  let pages = false
  let unfinished = 0
  /** The server has accepted the connection of this cycle. */
  let opened = false
  let relisted = 0
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
        const wait = await weigh(judge(error, resource, { streamedList: rv === undefined && !pages, opened }), error)
        if (!dial.signal.aborted) await pause(wait)
      }
    }
  }

  async function listAndWatch(): Promise<void> {
    const leave = await gate.enter()
    try {
      if (stopped) return
      const list = createIntake(kind, store, !synced && store.count(kind) === 0, onRaw)
      if (!pages) return await stream({ sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }, list, leave)
      const at = await pagedList(kind, resource, transport, timing.request, dial.signal, (object, item) =>
        list.add(object, onRaw && JSON.stringify(item), Date.now()),
      )
      listed(list, at, Date.now())
    } finally {
      leave()
    }
    await stream({ resourceVersion: rv ?? '' })
  }

  /** One connection. With `initial` it begins with the list, after which `leave` is called. */
  async function stream(query: Record<string, string>, initial?: Intake<K>, leave?: () => void): Promise<void> {
    let list = initial
    let lines = 0
    const { signal } = dial
    const began = performance.now()
    const seconds = Math.round(between(timing.watchSeconds))
    const request = { path, accept, signal, query: { watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds: String(seconds), ...query } }

    const take = (line: string): number | void => {
      if (signal.aborted) throw signal.reason
      const seen = Date.now()
      lines++
      const read = parse(line)
      standing?.heard(seen)
      if (read.type === 'ERROR') throw ended(read)
      if (!list) return follow(read, line, seen)
      if (read.type === 'ADDED') list.add(read.object, onRaw && JSON.stringify((JSON.parse(line) as { object: unknown }).object), seen)
      else if (read.type !== 'BOOKMARK') list.change(read.type, read.object, seen)
      else if (read.initialEnd) {
        listed(list, read.rv, seen)
        list = undefined
        leave?.()
        return timing.stall
      }
    }
    const accepted = () => {
      opened = true
      if (!list) fine()
    }
    try {
      await transport.lines(request, list ? timing.syncStall : timing.stall, take, accepted)
    } finally {
      if (list && opened && ++unfinished >= UNFINISHED) pages = true
    }
    if (list) throw new Error('The API server ended the stream before the list was whole.')
    if (lines === 0 && performance.now() - began < timing.short) throw new Error('The API server ended the watch at once.')
  }

  function follow(read: Exclude<WatchLine<K>, { type: 'ERROR' }>, line: string, seen: number): void {
    onRaw?.(kind, 'watch', line, seen)
    if (read.type === 'BOOKMARK') store.heard(kind, seen)
    else store.apply(kind, read.type, read.object, seen)
    if (rv === undefined || compareResourceVersions(read.rv, rv) > 0) rv = read.rv
    standing?.contact(seen)
    fine()
  }

  function parse(line: string): WatchLine<K> {
    try {
      return readLine(kind, line)
    } catch (error) {
      throw brokenLine(path, 'is no watch event', error)
    }
  }

  function ended({ status: { code = 0, reason = '', message = '', details } }: Extract<WatchLine, { type: 'ERROR' }>): ApiError {
    return new ApiError(path, code, reason, message, details?.retryAfterSeconds === undefined ? undefined : details.retryAfterSeconds * 1000)
  }

  function listed(list: Intake<K>, at: string, seen: number): void {
    list.end(seen)
    standing?.listed(synced, !list.first)
    standing?.contact(seen)
    rv = at
    synced = true
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
  async function weigh({ act, wait = 0, note }: Verdict, error: unknown): Promise<number> {
    failures++
    const denied = act === 'forbidden' ? await denial.weigh(dial.signal) : denial.over()
    if (denied === 'again') return 0
    if (denied === 'believed' || act === 'absent') {
      standing?.become(denied ? 'forbidden' : 'absent', note)
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

  function relist(): number {
    rv = undefined
    const now = performance.now()
    if (now - relisted > timing.calm) relists.reset()
    relisted = now
    return relists.next()
  }

  function pause(ms: number): Promise<void> | undefined {
    if (ms <= 0) return undefined
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
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
      wake?.()
      await running
    },
    redial() {
      dial.abort(REDIAL)
      wake?.()
    },
    lost(since) {
      const { state, line = 0 } = this.health()
      if (state === 'live' && line <= since) standing?.become('reconnecting', 'The API server does not answer /readyz.')
    },
    health: () => standing?.now() ?? { kind, state: 'syncing', since: 0, objects: 0, relists: 0, gaps: 0 },
  }
}
