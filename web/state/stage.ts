import { computed, ref, watch } from 'vue'
import { cardOf, seatOf } from '../format/cards.ts'
import { gatesOf } from '../format/journey.ts'
import { cards, stepsOfStory } from './scene.ts'
import { focus, picture, running } from './shown.ts'

/** After so many ms of quiet nobody is on stage any more. */
const STAGE_MS = 6000

const lit = ref(true)
let curtain: ReturnType<typeof setTimeout> | undefined

watch(
  [focus, running],
  () => {
    lit.value = true
    clearTimeout(curtain)
    if (running.value) curtain = setTimeout(() => (lit.value = false), STAGE_MS)
  },
  { immediate: true },
)

/** The step that the map points at, as amended since; nobody after some seconds of quiet. */
export const stageStep = computed(() => (lit.value && focus.value ? (picture.value.steps.get(focus.value.step.id) ?? focus.value.step) : undefined))
/** What it happened because of, if that is among the steps held. */
export const stageCause = computed(() => stageStep.value?.causes.map(({ id }) => picture.value.steps.get(id)).find((step) => step !== undefined))
export const speaker = computed(() => (stageStep.value ? seatOf(stageStep.value, cards.value) : ''))
export const stageHue = computed(() => cardOf(stageStep.value?.component ?? '', cards.value)?.hue)
export const litGates = computed(() => gatesOf(stageStep.value))

/** The story of the newest step shown, with its steps so far. */
export const stageStory = computed(() => (focus.value ? picture.value.stories.get(focus.value.step.story) : undefined))
export const storySteps = computed(() => (stageStory.value ? stepsOfStory(stageStory.value.id) : []))

/** uid of the Pod that the step on stage is about. */
export const touchedPod = computed(() => (stageStep.value?.subject.kind === 'Pod' ? stageStep.value.subject.uid : undefined))
