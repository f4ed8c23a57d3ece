import { triggerRef } from 'vue'
import type { Step } from '../../server/wire/step.ts'
import { dwell, nextStep, stepsUntil } from './pacing.ts'
import { forward, trim } from './reel.ts'
import { clock, ended, focus, held, objects, pace, picture, recorded, running, skipped, speed, triggerEntries, waiting } from './shown.ts'

/** More steps than this are not explained one by one: they collapse into one token. */
const BACKLOG = 40
/** A recording's silence longer than this (ms) is skipped, except in real time. */
const IDLE = 2000
const FOCUS_MS = 350
/** Objects change most: a page of a workshop's size is drawn again at most every 30 ms, one of many Pods every 100. */
const OBJECTS_MS = { few: 30, many: 100 }
const MANY = 500

let last = 0
let heldUntil = 0
let objectsUntil = 0
let objectsDirty = false
/** How far this computer's clock is ahead of the server's, and the way here, ms. */
let skew: number | undefined

/** Another world: nothing is on stage, and nothing is known about its clock. */
export function resetPlayback(): void {
  heldUntil = 0
  skew = undefined
}

/** An entry stamped `at` by the server arrived at `now` by this computer's clock: the smallest difference is the best estimate. */
export function compareClocks(at: number, now: number): void {
  skew = Math.min(skew ?? Infinity, now - at)
}

/** Once per frame. `now` is this computer's clock in ms; a live clock stands still while nothing can arrive (`fresh` is false). */
export function tick(now: number, fresh = true): void {
  const elapsed = Math.min(Math.max(now - last, 0), 250)
  last = now
  if (running.value) {
    const until = recorded.value ? wind(now, elapsed * speed.value) : Infinity
    play(until, now)
    if (fresh && !recorded.value && skew !== undefined && waiting.value === 0) clock.value = Math.max(now - skew, held.reel.picture.at)
    if (!recorded.value && waiting.value > 0) clock.value = held.reel.picture.at
    trimLive()
    if (ended.value) running.value = false
  }
  if (objectsDirty && now >= objectsUntil) {
    objectsDirty = false
    objectsUntil = now + (held.reel.picture.objects.size > MANY ? OBJECTS_MS.many : OBJECTS_MS.few)
    objects.value = held.reel.picture.objects
    triggerRef(objects)
  }
}

/** Moves a recording's clock; in explain pace it waits for the steps on stage and skips silence. */
function wind(now: number, ms: number): number {
  const ahead = nextStep(held.reel, held.reel.cursor)
  const next = ahead < 0 ? Infinity : held.reel.entries[ahead]!.at
  if (pace.value === 'explain') {
    if (next <= clock.value) return clock.value
    if (next < Infinity && next - clock.value > IDLE && now > heldUntil + FOCUS_MS) {
      skipped.value = next - clock.value
      clock.value = next - FOCUS_MS
    }
  }
  clock.value = Math.min(clock.value + ms, held.reel.entries.at(-1)?.at ?? clock.value)
  return clock.value
}

function play(until: number, now: number): void {
  const hurry = stepsUntil(held.reel, until, BACKLOG + 1) > BACKLOG
  const shown: Step[] = []
  let changed = false
  for (let entry = held.reel.entries[held.reel.cursor]; entry && entry.at <= until; entry = held.reel.entries[held.reel.cursor]) {
    const arrived = 'step' in entry ? entry.step : undefined
    if (arrived && pace.value === 'explain' && !hurry && (now < heldUntil || shown.length > 0)) break
    forward(held.reel)
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

function trimLive(): void {
  if (recorded.value) return
  const before = held.reel.entries
  trim(held.reel)
  if (held.reel.entries !== before) triggerEntries()
}
