/**
 * What a change costs from its line to its explained steps, against JSON.parse of the same lines in the same run. CPU time, so that neighbours on
 * the machine count less. A process of its own: node pipeline.ts PODS LINES [RUNS]
 */
import { readLine } from '../../server/cluster/ingest.ts'
import type { Kind, Kinds } from '../../server/cluster/kinds.ts'
import { createStore, type WatchType } from '../../server/cluster/store.ts'
import { unchanged } from '../../server/cluster/changed.ts'
import { createPipeline } from '../../server/pipeline.ts'
import { readLives } from './stand-in/lives.ts'
import { population } from './stand-in/population.ts'
import { State } from './stand-in/state.ts'
import { traffic } from './stand-in/traffic.ts'

/** CPU per line in µs, one number per run. */
export interface PipelineCost {
  lines: number
  bytes: number
  /** Entries told per line: that something was explained at all. */
  entries: number
  parse: number[]
  whole: number[]
}

interface Line {
  kind: Kind
  at: number
  text: string
}

/** Of the traffic at 500 changes a second. */
const RATE = 500
const TICK = 1000

export function measure(pods: number, count: number, runs: number): PipelineCost {
  const now = Date.now()
  const { first, lines } = material(pods, count, now)
  const cost: PipelineCost = {
    lines: lines.length,
    bytes: lines.reduce((sum, { text }) => sum + text.length, 0) / lines.length,
    entries: 0,
    parse: [],
    whole: [],
  }
  // One more, for the compilers.
  for (let run = 0; run <= runs; run++) {
    const parse = cpu(() => lines.forEach(({ text }) => JSON.parse(text)), lines.length)
    const { feed, told } = furnished(first, now)
    const whole = cpu(() => feed(lines), lines.length)
    cost.entries = told() / lines.length
    if (run > 0) {
      cost.parse.push(parse)
      cost.whole.push(whole)
    }
  }
  return cost
}

function material(pods: number, count: number, now: number): { first: Line[]; lines: Line[] } {
  const lives = readLives()
  const state = new State()
  const nodes = Math.max(3, Math.round(pods / 10))
  const first = Array.from(population(lives, { nodes, pods, now }), (change) => ({ kind: change.kind, at: now, text: flat(state.apply(change)) }))
  const lines: Line[] = []
  for (const { at, change } of traffic(lives, { rate: RATE, nodes, begin: now, first: 100_000 })) {
    lines.push({ kind: change.kind, at, text: flat(state.apply(change)) })
    if (lines.length >= count) break
  }
  return { first, lines }
}

/** As it comes out of a socket: one piece, no rope. */
function flat(text: string): string {
  return Buffer.from(text).toString()
}

/** All rooms between the reflectors and the gateway, in the state after the first list. */
function furnished(first: readonly Line[], now: number) {
  let told = 0
  // As for a recording: Events are explained in their turn instead of a later one, so that their cost is counted in.
  const pipeline = createPipeline({ uid: 'bench', name: 'bench', version: 'v1.36.3' }, true, { entries: (entries) => (told += entries.length) })
  const store = createStore(pipeline)
  const lists = new Map<Kind, Kinds[Kind][]>()
  for (const { kind, text } of first) {
    const read = readLine(kind, text)
    if (!('object' in read)) continue
    const list = lists.get(kind)
    if (list) list.push(read.object)
    else lists.set(kind, [read.object])
  }
  for (const [kind, objects] of lists) store.replace(kind, objects as never, now)
  let ticked = now
  function feed(lines: readonly Line[]): void {
    for (const { kind, at, text } of lines) {
      for (; at - ticked >= TICK; ticked += TICK) pipeline.delta({ kind: 'Lease', change: 'tick', changed: unchanged, rv: '', seen: ticked + TICK })
      const read = readLine(kind, text)
      if ('object' in read) store.apply(kind, read.type as WatchType, read.object, at)
    }
  }
  return { feed, told: () => told }
}

function cpu(work: () => void, lines: number): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / lines
}

if (process.send) {
  const [pods, lines, runs] = process.argv.slice(2).map(Number)
  process.send(measure(pods ?? 100, lines ?? 10_000, runs ?? 5))
}
