import { computed, ref, shallowRef, triggerRef } from 'vue'
import type { Entry } from '../../server/wire/events.ts'
import type { WireObject } from '../../server/wire/object.ts'
import type { Step } from '../../server/wire/step.ts'
import { dwell, stepsUntil, stopAfter, stepBefore, nextStep } from './pacing.ts'
import { emptyPicture, type Picture } from './picture.ts'
import { forward, indexAt, reelFrom, seek as seekReel, trim, type Reel } from './reel.ts'

export type Mode = 'live' | 'paused' | 'stepping' | 'replay'
/** real: as it comes; explain: every step holds the stage for its hops; step: one at a time, by hand. */
export type Pace = 'real' | 'explain' | 'step'

/** What the map points at: the step just shown, how many were shown together with it, and whether tokens travel (not when stepping back or seeking). */
export interface Focus {
  step: Step
  more: number
  moves: boolean
}

/** More steps than this are not explained one by one: they collapse into one token. */
const BACKLOG = 40
/** A recording's silence longer than this (ms) is skipped, except in real time. */
const IDLE = 2000
const FOCUS_MS = 350
const OBJECTS_MS = 100
/** How much of the past a live minimap spans, ms. */
const LIVE_SPAN = 300_000

let reel: Reel = reelFrom(emptyPicture())
/** The world after a reset, which waits while somebody looks at a paused one. */
let next: Reel | undefined
let last = 0
let heldUntil = 0
let objectsUntil = 0
let objectsDirty = false
let skew: number | undefined

/** Steps, stories and pulses as of now: triggered whenever one of them changed. */
export const picture = shallowRef<Picture>(reel.picture)
/** The same picture's objects; triggered at most every 100 ms, because they change most. */
export const objects = shallowRef<ReadonlyMap<string, WireObject>>(reel.picture.objects)
/** Everything received, also what lies ahead of the cursor. */
export const entries = shallowRef<readonly Entry[]>([])
export const recorded = ref(false)
export const running = ref(true)
export const stepping = ref(false)
export const pace = ref<Pace>('explain')
export const speed = ref(1)
/** The time that is shown, ms since epoch. */
export const clock = ref(0)
/** Steps received and not shown yet. */
export const waiting = ref(0)
/** ms of silence that playback just skipped; 0 if none. */
export const skipped = ref(0)
/** Steps shown at once on the way back to live. */
export const missed = ref(0)
export const focus = shallowRef<Focus>()

export const mode = computed<Mode>(() => (recorded.value ? 'replay' : running.value ? 'live' : stepping.value ? 'stepping' : 'paused'))
/** What the minimap spans: a recording whole, or the last minutes; before `known` this page holds nothing. */
export const span = computed(() => {
  const first = entries.value[0]?.at ?? clock.value
  const last = entries.value.at(-1)?.at ?? clock.value
  if (recorded.value) return { from: first, to: last, known: first }
  const to = Math.max(last, clock.value)
  return { from: to - LIVE_SPAN, to, known: Math.min(first, to) }
})
export const ended = computed(() => recorded.value && clock.value >= span.value.to)

/** A new world: a snapshot without entries, or a recording with all of them. `at` in ms since epoch. */
export function load(first: Picture, tape?: Entry[]): void {
  reel = reelFrom(first, tape)
  next = undefined
  recorded.value = tape !== undefined
  running.value = true
  stepping.value = false
  heldUntil = 0
  skew = undefined
  clock.value = first.at
  waiting.value = stepsUntil(reel, Infinity)
  missed.value = 0
  pointAtLast()
  show(true)
}

/** A newer snapshot of the same cluster, after a reset. A paused view stays as it is and gets it when it goes live. */
export function renew(first: Picture): void {
  if (running.value) return load(first)
  waiting.value += first.order.filter((id) => !reel.picture.steps.has(id)).length
  next = reelFrom(first)
}

/** What the socket delivered. Entries already held (after a resume) are left out. `now` is this computer's clock in ms. */
export function append(arrived: Entry[], now: number): void {
  const newest = newestSeq()
  const fresh = arrived.filter((entry) => entry.seq > newest)
  for (const entry of fresh) {
    const target = next ?? reel
    target.entries.push(entry)
    if ('step' in entry) waiting.value += 1
    skew = Math.min(skew ?? Infinity, now - entry.at)
  }
  if (fresh.length > 0) triggerEntries()
}

/** The newest entry held, for resuming after it. */
export function newestSeq(): number {
  const held = next ?? reel
  return held.entries.at(-1)?.seq ?? held.picture.seq
}

/** Once per frame. `now` is this computer's clock in ms. */
export function tick(now: number): void {
  const elapsed = Math.min(Math.max(now - last, 0), 250)
  last = now
  if (running.value) {
    const until = recorded.value ? wind(now, elapsed * speed.value) : Infinity
    play(until, now)
    if (!recorded.value && skew !== undefined && waiting.value === 0) clock.value = Math.max(now - skew, reel.picture.at)
    if (!recorded.value && waiting.value > 0) clock.value = reel.picture.at
    trimLive()
    if (ended.value) running.value = false
  }
  if (objectsDirty && now >= objectsUntil) {
    objectsDirty = false
    objectsUntil = now + OBJECTS_MS
    objects.value = reel.picture.objects
    triggerRef(objects)
  }
}

/** Moves a recording's clock; in explain pace it waits for the steps on stage and skips silence. */
function wind(now: number, ms: number): number {
  const ahead = nextStep(reel, reel.cursor)
  const next = ahead < 0 ? Infinity : reel.entries[ahead]!.at
  if (pace.value === 'explain') {
    if (next <= clock.value) return clock.value
    if (next < Infinity && next - clock.value > IDLE && now > heldUntil + FOCUS_MS) {
      skipped.value = next - clock.value
      clock.value = next - FOCUS_MS
    }
  }
  clock.value = Math.min(clock.value + ms, reel.entries.at(-1)?.at ?? clock.value)
  return clock.value
}

function play(until: number, now: number): void {
  const hurry = stepsUntil(reel, until, BACKLOG + 1) > BACKLOG
  const shown: Step[] = []
  let changed = false
  for (let entry = reel.entries[reel.cursor]; entry && entry.at <= until; entry = reel.entries[reel.cursor]) {
    const arrived = 'step' in entry ? entry.step : undefined
    if (arrived && pace.value === 'explain' && !hurry && (now < heldUntil || shown.length > 0)) break
    forward(reel)
    changed ||= !('object' in entry || 'gone' in entry)
    objectsDirty = true
    if (arrived) {
      shown.push(arrived)
      waiting.value -= 1
    }
  }
  const step = shown.at(-1)
  if (step) skipped.value = 0
  if (step && (now >= heldUntil || hurry || pace.value === 'explain')) {
    focus.value = { step, more: shown.length - 1, moves: true }
    heldUntil = now + (pace.value === 'explain' ? dwell(step) / (recorded.value ? speed.value : 1) : FOCUS_MS)
  }
  if (changed) triggerRef(picture)
}

export function pause(): void {
  running.value = false
  stepping.value = false
}

/** Live again, catching up at once; a recording plays on, from the beginning if it was at its end. */
export function resume(): void {
  if (recorded.value && ended.value) seek(span.value.from)
  if (!recorded.value && (waiting.value > 0 || next)) {
    missed.value = waiting.value
    if (next) reel = next
    next = undefined
    put(reel.entries.length)
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
  const next = nextStep(reel, reel.cursor)
  halt()
  if (next < 0) return false
  put(stopAfter(reel, next))
  if (focus.value) focus.value = { ...focus.value, moves: true }
  return true
}

export function stepBack(): boolean {
  const current = stepBefore(reel, reel.cursor)
  halt()
  if (current < 0) return false
  const previous = stepBefore(reel, current)
  return put(previous < 0 ? current : stopAfter(reel, previous))
}

/** Shows the cluster as of `time` (ms since epoch): the same picture as playing to it. Live stops following. */
export function seek(time: number): void {
  if (!recorded.value) halt()
  put(indexAt(reel, time))
  clock.value = Math.max(span.value.from, Math.min(time, span.value.to))
}

/** Shows the moment just after this step; false if it is not among the entries held. */
export function seekStep(id: string): boolean {
  const index = reel.entries.findIndex((entry) => 'step' in entry && entry.step.id === id)
  if (index < 0) return false
  halt()
  return put(stopAfter(reel, index))
}

function halt(): void {
  running.value = false
  stepping.value = true
  missed.value = 0
  skipped.value = 0
}

function put(cursor: number): boolean {
  const done = seekReel(reel, cursor)
  waiting.value = stepsUntil(reel, Infinity)
  clock.value = reel.picture.at
  pointAtLast()
  show(false)
  return done
}

function pointAtLast(): void {
  const id = reel.picture.order.at(-1)
  const step = id === undefined ? undefined : reel.picture.steps.get(id)
  focus.value = step && { step, more: 0, moves: false }
}

function show(newEntries: boolean): void {
  picture.value = reel.picture
  objects.value = reel.picture.objects
  triggerRef(picture)
  triggerRef(objects)
  if (newEntries) triggerEntries()
}

function trimLive(): void {
  if (recorded.value) return
  const held = reel.entries
  trim(reel)
  if (reel.entries !== held) triggerEntries()
}

function triggerEntries(): void {
  entries.value = reel.entries
  triggerRef(entries)
}
