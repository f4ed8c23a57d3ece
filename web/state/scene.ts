import { computed } from 'vue'
import type { Card } from '../../server/wire/component.ts'
import type { Pulse } from '../../server/wire/pulse.ts'
import type { Step } from '../../server/wire/step.ts'
import { cardOf, seatOf } from '../format/cards.ts'
import { placePods } from '../format/pods.ts'
import { nodesHidden } from './access.ts'
import { hello } from './session.ts'
import { objects, picture } from './shown.ts'

/** How far back the last act of a component is looked for. */
const LOOK_BACK = 600

export const cards = computed<readonly Card[]>(() => hello.value?.cards ?? [])

/** Nodes with their Pods, and the Pods that wait for one. */
export const placed = computed(() => placePods(objects.value))

export const counts = computed(() => ({
  /** Absent where nobody counted them: some are only names in Pods. */
  nodes: nodesHidden.value || placed.value.nodes.some(({ node }) => !node) ? undefined : placed.value.nodes.length,
  pods: placed.value.nodes.reduce((sum, { pods }) => sum + pods.length, placed.value.waiting.length),
}))

/** The newest step of every seat: what each component did last. */
export const lastActs = computed(() => {
  const acts = new Map<string, Step>()
  const { order, steps } = picture.value
  for (let index = order.length - 1; index >= Math.max(0, order.length - LOOK_BACK); index--) {
    const step = steps.get(order[index]!)
    if (!step) continue
    const seat = seatOf(step, cards.value)
    if (!acts.has(seat)) acts.set(seat, step)
  }
  return acts
})

/** The newest write that went into etcd. */
export const lastWrite = computed(() => {
  const { order, steps } = picture.value
  for (let index = order.length - 1; index >= 0; index--) {
    const passage = steps.get(order[index]!)?.passage
    if (passage?.resourceVersion) return passage
  }
  return undefined
})

export const pulses = computed(() => picture.value.pulses)

/** How alive a component is, on one node or anywhere: the worst of its instances. */
export function pulseOf(component: string, node?: string): Pulse | undefined {
  const own = pulses.value.get(node ? `${component}@${node}` : component)
  if (own || node) return own
  const all = [...pulses.value.values()].filter((pulse) => pulse.component === component)
  return all.find(({ state }) => state === 'quiet') ?? all[0]
}

/** The last step about an object, by uid. */
export function lastStepAbout(uid: string): Step | undefined {
  const { order, steps } = picture.value
  for (let index = order.length - 1; index >= 0; index--) {
    const step = steps.get(order[index]!)
    if (step?.subject.uid === uid) return step
  }
  return undefined
}

export const stepsOfStory = (id: string): Step[] =>
  picture.value.order.flatMap((key) => {
    const step = picture.value.steps.get(key)
    return step?.story === id ? [step] : []
  })

/** No more stories than this are listed. */
const LISTED = 200

/** Stories newest first (one that was found to belong to another has no steps left), those of a namespace only where one is chosen. */
export const storiesIn = (namespace: string | undefined) =>
  [...picture.value.stories.values()]
    .filter((story) => story.steps > 0 && (!namespace || story.namespaces.includes(namespace)))
    .toSorted((a, b) => b.from - a.from)
    .slice(0, LISTED)

export const namespaces = computed(() => {
  const names = new Set<string>()
  for (const object of objects.value.values()) if (object.pod && object.ref.namespace) names.add(object.ref.namespace)
  for (const story of picture.value.stories.values()) for (const name of story.namespaces) names.add(name)
  return [...names].toSorted()
})

/** Minimap strokes: every step received, by its component's hue. */
export const hueOf = (component: string) => cardOf(component, cards.value)?.hue ?? 'person'
