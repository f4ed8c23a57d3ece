import { ApiError, brokenLine } from '../errors.ts'
import type { Log } from '../log.ts'
import type { KindHealth } from '../wire/health.ts'
import { readLine, type WatchLine } from './ingest.ts'
import type { Kind, Kinds } from './kinds.ts'
import { createBackoff } from './reflector/backoff.ts'
import type { Gate } from './reflector/gate.ts'
import { pagedList } from './reflector/paged-list.ts'
import type { Timing } from './reflector/timing.ts'
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
  /** The API server has not answered since then; a kind that heard from it later knows better. */
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
  const retries = createBackoff(timing.backoff.least, timing.backoff.most)
  const relists = createBackoff(timing.backoff.least, timing.backoff.most)
  const health: KindHealth = { kind, state: 'syncing', since: Date.now(), objects: 0, relists: 0, gaps: 0 }
  let dial = new AbortController()
  let wake: (() => void) | undefined
  let running: Promise<void> | undefined
  let stopped = false
  /** Where to watch on from; undefined: list first. */
  let rv: string | undefined
  let pages = false
  /** Streamed lists that broke off after they had begun. */
  let unfinished = 0
  /** The server has accepted the connection of this cycle. */
  let opened = false
  let synced = false
  /** Last sign of life while in step with the server, ms. */
  let contact = 0
  let relisted = 0
  let failures = 0

  async function run(): Promise<void> {
    while (!stopped) {
      dial = new AbortController()
      opened = false
      let wait = 0
      try {
        await (rv === undefined ? listAndWatch() : watch())
      } catch (error) {
        if (stopped) return
        if (error !== REDIAL) wait = weigh(judge(error, resource, { streamedList: rv === undefined && !pages, opened }), error)
      }
      if (!stopped && wait > 0) await pause(wait)
    }
  }

  async function listAndWatch(): Promise<void> {
    const leave = await gate.enter()
    try {
      if (stopped) return
      if (!pages) return await stream({ sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }, leave)
      const { objects, texts, rv: at } = await pagedList(kind, resource, transport, timing.request, dial.signal, Boolean(onRaw))
      replace(objects, texts, at)
    } finally {
      leave()
    }
    await watch()
  }

  function watch(): Promise<void> {
    return stream({ resourceVersion: rv ?? '' })
  }

  /** One connection. `leave` is called when the initial events have ended. */
  async function stream(query: Record<string, string>, leave?: () => void): Promise<void> {
    let pending: Map<string, Kinds[K]> | undefined = leave && new Map()
    let texts: string[] = []
    const { signal } = dial
    const began = performance.now()
    let lines = 0
    const seconds = Math.round(between(timing.watchSeconds))
    const accept = resource.kept === 'metadata' ? 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json' : 'application/json'
    const request = { path, accept, signal, query: { watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds: String(seconds), ...query } }

    const take = (line: string): number | void => {
      if (signal.aborted) throw signal.reason
      const seen = Date.now()
      lines++
      const read = parse(line)
      health.line = seen
      if (read.type === 'ERROR') {
        const { code = 0, reason = '', message = '', details } = read.status
        throw new ApiError(path, code, reason, message, details?.retryAfterSeconds === undefined ? undefined : details.retryAfterSeconds * 1000)
      }
      if (pending) {
        if (read.type === 'BOOKMARK') {
          if (!read.initialEnd) return
          replace([...pending.values()], texts, read.rv)
          pending = undefined
          texts = []
          leave?.()
          return timing.stall
        }
        if (read.type === 'DELETED') pending.delete(read.object.meta.uid)
        else pending.set(read.object.meta.uid, read.object)
        if (onRaw) texts.push(JSON.stringify((JSON.parse(line) as { object: unknown }).object))
        return
      }
      onRaw?.(kind, 'watch', line, seen)
      if (read.type === 'BOOKMARK') store.heard(kind, seen)
      else store.apply(kind, read.type, read.object, seen)
      if (rv === undefined || compareResourceVersions(read.rv, rv) > 0) rv = read.rv
      contact = seen
      fine()
    }

    const open = () => {
      opened = true
      if (!pending) fine()
    }
    try {
      await transport.lines(request, pending ? timing.syncStall : timing.stall, take, open)
    } finally {
      if (pending && opened && ++unfinished >= UNFINISHED) pages = true
    }
    if (pending) throw new Error('The API server ended the stream before the list was whole.')
    if (lines === 0 && performance.now() - began < timing.short) throw new Error('The API server ended the watch at once.')
  }

  function parse(line: string): WatchLine<K> {
    try {
      return readLine(kind, line)
    } catch (error) {
      throw brokenLine(path, 'is no watch event', error)
    }
  }

  function replace(objects: Kinds[K][], texts: string[], at: string): void {
    const seen = Date.now()
    if (synced) {
      health.gaps++
      health.relists++
    }
    for (const text of texts) onRaw?.(kind, 'list', text, seen)
    onRaw?.(kind, 'list-end', '', seen)
    store.replace(kind, objects, seen)
    rv = at
    synced = true
    contact = seen
    fine()
  }

  /** In step with the server. */
  function fine(): void {
    failures = 0
    retries.reset()
    health.note = undefined
    become('live')
  }

  /** @returns how long to wait before dialling again, ms */
  function weigh(verdict: Verdict, error: unknown): number {
    health.note = verdict.note
    failures++
    switch (verdict.act) {
      case 'forbidden':
      case 'absent':
        become(verdict.act)
        return between(timing.withheld)
      case 'pages':
        pages = true
        return 0
      case 'renew':
        transport.renew()
        break
      case 'relist':
        return relist(verdict)
      case 'retry':
        // A version that the server cannot serve any more may show as one internal error after the other.
        if (failures >= DOUBT && error instanceof ApiError && error.status >= 500) return relist(verdict)
    }
    become(synced ? 'reconnecting' : 'syncing')
    return Math.max(verdict.wait ?? 0, retries.next())
  }

  function relist({ wait = 0 }: Verdict): number {
    rv = undefined
    become(synced ? 'reconnecting' : 'syncing')
    const now = performance.now()
    if (now - relisted > timing.calm) relists.reset()
    relisted = now
    return Math.max(wait, relists.next())
  }

  function become(state: KindHealth['state']): void {
    health.objects = store.count(kind)
    if (health.state === state) return
    health.state = state
    // A connection that broke was last good when it was last heard of.
    health.since = state === 'reconnecting' && contact ? contact : Date.now()
    log.info('kind', { kind, state, note: health.note })
    options.onHealth({ ...health })
  }

  function pause(ms: number): Promise<void> {
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
      options.onHealth({ ...health })
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
      if (health.state !== 'live' || (health.line ?? 0) > since) return
      health.note = 'The API server does not answer /readyz.'
      become('reconnecting')
    },
    health: () => ({ ...health, objects: store.count(kind) }),
  }
}

function between({ least, most }: { least: number; most: number }): number {
  return least + Math.random() * (most - least)
}
