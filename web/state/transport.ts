import type { Entry } from '../../server/wire/events.ts'
import { nextStep, stepBefore, stepsUntil, stopAfter } from './pacing.ts'
import type { Picture } from './picture.ts'
import { compareClocks, resetPlayback } from './playback.ts'
import { indexAt, reelFrom } from './reel.ts'
import {
  clock,
  ended,
  focus,
  held,
  missed,
  pace,
  pointAtLast,
  put,
  recorded,
  running,
  show,
  skipped,
  span,
  stepping,
  triggerEntries,
  waiting,
  type Pace,
} from './shown.ts'

/** A new world: a snapshot without entries, or a recording with all of them. `at` in ms since epoch. */
export function load(first: Picture, tape?: Entry[]): void {
  held.reel = reelFrom(first, tape)
  delete held.next
  recorded.value = tape !== undefined
  running.value = true
  stepping.value = false
  resetPlayback()
  clock.value = first.at
  waiting.value = stepsUntil(held.reel, Infinity)
  missed.value = 0
  pointAtLast()
  show(true)
}

/** A newer snapshot of the same cluster, after a reset. A paused view stays as it is and gets it when it goes live. */
export function renew(first: Picture): void {
  if (running.value) return load(first)
  waiting.value += first.order.filter((id) => !held.reel.picture.steps.has(id)).length
  held.next = reelFrom(first)
}

/** What the socket delivered. Entries already held (after a resume) are left out. `now` is this computer's clock in ms. */
export function append(arrived: Entry[], now: number): void {
  const newest = newestSeq()
  const fresh = arrived.filter((entry) => entry.seq > newest)
  for (const entry of fresh) {
    const target = held.next ?? held.reel
    target.entries.push(entry)
    if ('step' in entry) waiting.value += 1
    compareClocks(entry.at, now)
  }
  if (fresh.length > 0) triggerEntries()
}

/** The newest entry held, for resuming after it. */
export function newestSeq(): number {
  const newest = held.next ?? held.reel
  return newest.entries.at(-1)?.seq ?? newest.picture.seq
}

export function pause(): void {
  running.value = false
  stepping.value = false
}

/** Live again, catching up at once; a recording plays on, from the beginning if it was at its end. */
export function resume(): void {
  if (recorded.value && ended.value) seek(span.value.from)
  if (!recorded.value && (waiting.value > 0 || held.next)) {
    missed.value = waiting.value
    if (held.next) held.reel = held.next
    delete held.next
    put(held.reel.entries.length)
    triggerEntries()
  }
  if (pace.value === 'step') pace.value = 'explain'
  stepping.value = false
  running.value = true
  skipped.value = 0
}

export const toggle = () => (running.value ? pause() : resume())

export function setPace(wanted: Pace): void {
  pace.value = wanted
  if (wanted === 'step') {
    pause()
    stepping.value = true
  } else if (stepping.value) resume()
}

export function stepForward(): boolean {
  const next = nextStep(held.reel, held.reel.cursor)
  halt()
  if (next < 0) return false
  put(stopAfter(held.reel, next))
  if (focus.value) focus.value = { ...focus.value, moves: true }
  return true
}

export function stepBack(): boolean {
  const current = stepBefore(held.reel, held.reel.cursor)
  halt()
  if (current < 0) return false
  const previous = stepBefore(held.reel, current)
  return put(previous < 0 ? current : stopAfter(held.reel, previous))
}

/** Shows the cluster as of `time` (ms since epoch): the same picture as playing to it. Live stops following. */
export function seek(time: number): void {
  if (!recorded.value) halt()
  put(indexAt(held.reel, time))
  clock.value = Math.max(span.value.from, Math.min(time, span.value.to))
}

/** Shows the moment just after this step; false if it is not among the entries held. */
export function seekStep(id: string): boolean {
  const index = held.reel.entries.findIndex((entry) => 'step' in entry && entry.step.id === id)
  if (index < 0) return false
  halt()
  return put(stopAfter(held.reel, index))
}

function halt(): void {
  running.value = false
  stepping.value = true
  missed.value = 0
  skipped.value = 0
}
