import { computed, ref, shallowRef, triggerRef } from 'vue'
import type { Entry } from '../../server/wire/events.ts'
import type { WireObject } from '../../server/wire/object.ts'
import type { Step } from '../../server/wire/step.ts'
import { stepsUntil } from './pacing.ts'
import { emptyPicture, type Picture } from './picture.ts'
import { reelFrom, seek as seekReel, type Reel } from './reel.ts'

export type Mode = 'live' | 'paused' | 'stepping' | 'replay'
/** real: as it comes; explain: every step holds the stage for its hops; step: one at a time, by hand. */
export type Pace = 'real' | 'explain' | 'step'

/** What the map points at: the step just shown, how many were shown together with it, and whether tokens travel (not when stepping back or seeking). */
export interface Focus {
  step: Step
  more: number
  moves: boolean
}

/** How much of the past a live minimap spans, ms. */
const LIVE_SPAN = 300_000

/** What the page holds. `next` is the world after a reset, which waits while somebody looks at a paused one. */
export const held: { reel: Reel; next?: Reel } = { reel: reelFrom(emptyPicture()) }

/** Steps, stories and pulses as of now: triggered whenever one of them changed. */
export const picture = shallowRef<Picture>(held.reel.picture)
/** The same picture's objects; triggered on a rhythm of their own (playback.ts), because they change most. */
export const objects = shallowRef<ReadonlyMap<string, WireObject>>(held.reel.picture.objects)
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

/** Shows the moment after `cursor` entries; false if it is no longer kept. */
export function put(cursor: number): boolean {
  const done = seekReel(held.reel, cursor)
  waiting.value = stepsUntil(held.reel, Infinity)
  clock.value = held.reel.picture.at
  pointAtLast()
  show(false)
  return done
}

export function pointAtLast(): void {
  const id = held.reel.picture.order.at(-1)
  const step = id === undefined ? undefined : held.reel.picture.steps.get(id)
  focus.value = step && { step, more: 0, moves: false }
}

/** The picture may be another one. */
export function show(newEntries: boolean): void {
  picture.value = held.reel.picture
  objects.value = held.reel.picture.objects
  triggerRef(picture)
  triggerRef(objects)
  if (newEntries) triggerEntries()
}

export function triggerEntries(): void {
  entries.value = held.reel.entries
  triggerRef(entries)
}
