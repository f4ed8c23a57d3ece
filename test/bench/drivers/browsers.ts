/**
 * Browsers' sockets in a process of their own: node browsers.ts URL COUNT [PORT]. With PORT (the API server's) it also holds a bare watch and
 * answers, for each change since it was last asked, how many ms later than on that watch it was here. Without, it is a crowd that only reads.
 */
import { setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { io } from 'socket.io-client'
import * as parser from 'socket.io-parser'
import type { Entry } from '../../../server/wire/events.ts'
import { openBareWatch } from './bare-watch.ts'

export interface Heard {
  /** ms over the bare watch, one per change that is drawn. */
  objects: number[]
  /** The same for the steps that a change proves. */
  steps: number[]
  entries: number
  /** What the frames of one browser came to. */
  bytes: number
  /** How often a browser was told that it is too slow. */
  resets: number
}

/** Reads what a crowd is sent without making objects of it: on its own machine each page would, here 49 of them would take the server's core. */
class Skim extends parser.Decoder {
  override add(data: unknown): void {
    if (typeof data !== 'string' || !/^2\["(objects|steps|amend)"/.test(data)) super.add(data)
    else bytes += data.length / Number(count)
  }
}

const [url = '', count = '1', port] = process.argv.slice(2)
// In life a crowd has machines of its own; here it yields to what is measured.
if (port === undefined) setPriority(10)

/** resourceVersion -> performance.now() of its first arrival. */
const bare = new Map<string, number>()
const objects = new Map<string, number>()
const steps = new Map<string, number>()
let entries = 0
let bytes = 0
let resets = 0

if (port !== undefined) await openBareWatch(Number(port), (version) => bare.set(version, performance.now()))
for (let number = 0; number < Number(count); number++) {
  await open(number === 0 && port !== undefined)
  await pause(25)
}
process.on('message', () => process.send?.(heard()))
process.on('disconnect', () => process.exit(0))
process.send?.({ open: Number(count) })

async function open(isMeasured: boolean): Promise<void> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, ...(!isMeasured && { parser: { ...parser, Decoder: Skim } }) })
  const take = (frame: Entry[]) => {
    entries += frame.length
    if (isMeasured) note(frame, performance.now())
  }
  for (const name of ['objects', 'steps', 'amend'] as const) socket.on(name, take)
  socket.on('reset', (why: string) => void (why === 'too-slow' && resets++))
  await new Promise((resolve) => socket.once('hello', resolve))
}

function note(frame: Entry[], now: number): void {
  for (const entry of frame) {
    if ('object' in entry) first(objects, entry.object.rv, now)
    else if ('step' in entry) for (const evidence of entry.step.evidence) if (evidence.type === 'field') first(steps, evidence.rv, now)
  }
}

/** A Service is drawn anew with its old version when its slices change: only the first time counts. */
function first(seen: Map<string, number>, version: string, now: number): void {
  if (!seen.has(version)) seen.set(version, now)
}

function heard(): Heard {
  const told = { objects: over(objects), steps: over(steps), entries, bytes, resets }
  // What is under way belongs to the next answer; the versions stay known, so that nothing counts twice.
  bare.clear()
  entries = 0
  bytes = 0
  return told
}

function over(seen: Map<string, number>): number[] {
  return [...bare].flatMap(([version, at]) => {
    const here = seen.get(version)
    return here === undefined ? [] : [here - at]
  })
}
