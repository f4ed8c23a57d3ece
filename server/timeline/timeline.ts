import type { Delta } from '../cluster/delta.ts'
import type { Draft, Explainer } from '../explainers/explainer.ts'
import type { Entry } from '../wire/events.ts'
import type { WireObject } from '../wire/object.ts'
import type { Pulse } from '../wire/pulse.ts'
import type { Evidence, Step } from '../wire/step.ts'
import type { Story } from '../wire/story.ts'
import type { Env, World } from '../world/world.ts'
import { companion } from './companion.ts'
import { type Companion, type Definition, definitions } from './definition.ts'
import { drawStep, sameStep } from './draw-step.ts'
import { createExplain } from './explain.ts'
import { fold, join } from './fold.ts'
import { gapDefinition, gapDraft } from './gap.ts'
import { identify } from './identify.ts'
import { Intents } from './intents.ts'
import { Link } from './link.ts'
import { placesOf, seeksOf } from './lookups.ts'
import { Memory } from './memory.ts'
import { namespacesOf } from './namespaces.ts'
import { createPulses } from './pulse.ts'
import { type Recorded, newRecord, relate, unrelate } from './record.ts'
import { SecondLook } from './second-look.ts'
import { signal } from './signal.ts'
import { Stories } from './story.ts'
import { settle } from './time.ts'
import { allWireObjects, drawn, redrawn } from './wire-object.ts'

export interface Timeline {
  /**
   * Explains one delta, which `world` (and `env`) must have applied already. Entries in order, seq ascending without holes from 1.
   * Pure: the same deltas give the same entries. Never throws for what an explainer does.
   */
  offer(delta: Delta): Entry[]
  /** Nothing more comes: what was put off until the next delta. */
  end(): Entry[]
  /** What a snapshot needs at this moment: the last steps of 10 minutes, at most 5,000, oldest first, with their stories and those that are still open. */
  recent(): { seq: number; objects: WireObject[]; pulses: Pulse[]; stories: Story[]; steps: Step[] }
  /** A step of the last 10 minutes, as it was told last. */
  step(id: string): Step | undefined
  /** A piece of evidence in full; undefined once the step is forgotten. */
  evidence(id: string, part: number): Evidence | undefined
  /** Explainers that threw, by step key. */
  readonly faults: Readonly<Record<string, number>>
}

/** As many as a page can step back. */
const mostRecent = 5_000

/** What an inferred step rests on. */
interface Proof extends Companion {
  of: Recorded
}

export function createTimeline({ explainers, env, world }: { explainers: readonly Explainer[]; env: Env; world: World }): Timeline {
  const all = definitions(explainers)
  const { explain, match, faults } = createExplain(all.values(), world, env, (...read) => later.expect(...read))
  const later = new SecondLook(match)
  const link = new Link()
  const intents = new Intents(world)
  const stories = new Stories(new Set([...all.values()].filter(({ closes }) => closes).flatMap(({ on }) => on)))
  const memory = new Memory((recorded) => {
    link.forget(recorded)
    intents.forget(recorded)
    for (const implied of recorded.implied) implied.proof = undefined
    unrelate(recorded.proof, 'implied', recorded)
    stories.forget(recorded)
  })
  const pulses = createPulses(
    explainers.map(({ card }) => card),
    world,
  )
  const recall = (id: string) => memory.get(id)
  /** Steps that this delta brought or changed, in order. */
  const changed = new Set<Recorded>()
  const change = (recorded: Recorded) => void changed.add(recorded)
  let seq = 0
  let last = 0

  function tell(definition: Definition, draft: Draft, delta: Delta, second = false, proof?: Proof) {
    const id = identify(env.clusterUid, definition.key, draft.subject, draft.discriminator)
    const told = signal(definition, draft, delta, second)
    let recorded = memory.get(id)
    if (!recorded) {
      recorded = newRecord(id, definition, draft.subject, delta.seen)
      memory.add(recorded)
      if (proof) {
        recorded.proof = proof.of
        relate(proof.of, 'implied', recorded)
      }
    }
    if (!join(recorded, told)) return
    fold(recorded)
    change(recorded)
    link.leave(recorded)
    infer(recorded, draft, delta, second, false)
    recorded.places = placesOf(recorded, link.placeAt)
    recorded.rules = proof ? proof.rules : definition.rules
    recorded.seeks = proof?.follows ? [] : seeksOf(recorded, link.placeAt)
    if (proof?.follows) follow(recorded, proof.of)
    else link.resolve(recorded)
    link.offer(recorded)
    link.wait(recorded)
    place(recorded)
    stories.note(recorded, begins(definition, draft, delta))
    announce(recorded)
    infer(recorded, draft, delta, second, true)
  }

  /** The inferred steps that this one proves: those that precede it before it is linked, those that follow from it afterwards. */
  function infer(recorded: Recorded, draft: Draft, delta: Delta, second: boolean, after: boolean) {
    for (const { definition, rules, follows } of recorded.definition.companions) {
      const inferred = follows === after && companion(definition.key, draft, recorded.id)
      if (inferred) tell(definition, inferred, delta, second, { of: recorded, definition, rules, follows })
    }
  }

  function follow(recorded: Recorded, proof: Recorded) {
    recorded.causes = [{ id: proof.id, via: 'trigger' }]
    recorded.primary = proof
    relate(proof, 'effects', recorded)
  }

  /** Time and story, once its causes are known; both may move other steps. */
  function place(recorded: Recorded) {
    settle(recorded, recall, change)
    stories.place(recorded, change)
    const isIntent = (recorded.definition.opens === 'intent' || recorded.definition === gapDefinition) && !recorded.primary
    if (isIntent && intents.ally(recorded, recorded.at.seen)) stories.unite(recorded, change)
  }

  /** Lets steps that wait for such a cause take it. */
  function announce(cause: Recorded) {
    for (const waiting of link.waiting(cause)) {
      const lacked = waiting.causes.length === 0
      if (waiting === cause || !link.resolve(waiting)) continue
      change(waiting)
      place(waiting)
      // An inferred step explains its proof only once it has a cause itself.
      if (lacked && waiting.proof) announce(waiting)
    }
  }

  return {
    faults,
    offer(delta) {
      const { seen } = delta
      const entries: Entry[] = []
      memory.trim(seen)
      link.settle(seen)
      for (const { definition, delta, draft } of later.due(seen)) tell(definition, draft, delta, true)
      if (delta.change === 'gap') tell(gapDefinition, gapDraft(delta), delta)
      for (const { definition, draft } of explain(delta) ?? []) tell(definition, draft, delta)
      if (delta.was && !delta.now) stories.gone(delta.was.meta.uid, lastOf(changed, delta.was.meta.uid))
      if (delta.change === 'tick') stories.tick(seen)

      for (const object of redrawn(delta, world)) entries.push({ seq: ++seq, at: seen, object })
      for (const recorded of changed) {
        const namespaces = namespacesOf(recorded.subject, recorded.facts, recorded.evidence)
        stories.count(recorded, namespaces)
        const { step: before } = recorded
        const step = drawStep(recorded, namespaces, seq + 1)
        if (before && sameStep(before, step)) continue
        recorded.step = step
        entries.push(before ? { seq: ++seq, at: seen, amend: step } : { seq: ++seq, at: seen, step })
      }
      changed.clear()
      if (delta.was && !delta.now && drawn.includes(delta.kind)) entries.push({ seq: ++seq, at: seen, gone: delta.was.meta.uid })
      for (const story of stories.changes(seen, delta.change === 'tick')) entries.push({ seq: ++seq, at: seen, story })
      for (const pulse of pulses.offer(delta)) entries.push({ seq: ++seq, at: seen, pulse })
      last = seen
      return entries
    },
    end: () => stories.changes(last, true).map((story) => ({ seq: ++seq, at: last, story })),
    recent() {
      const steps = memory.last(mostRecent).flatMap(({ step }) => step ?? [])
      const told = new Set(steps.map(({ story }) => story))
      const open = stories.recent().filter(({ id, state }) => state === 'open' || told.has(id))
      return { seq, objects: allWireObjects(world), pulses: pulses.all(), stories: open, steps }
    },
    step: (id) => memory.get(id)?.step,
    evidence: (id, part) => memory.get(id)?.evidence[part],
  }
}

/** Whether an object's lifecycle starts here: it appeared, or somebody or something set it going again. */
function begins({ opens }: Definition, { subject }: Draft, { change, now }: Delta): boolean {
  return opens !== undefined || (change === 'added' && now?.meta.uid === subject.uid)
}

function lastOf(steps: Iterable<Recorded>, uid: string): Recorded | undefined {
  let last: Recorded | undefined
  for (const recorded of steps) if (recorded.subject.uid === uid) last = recorded
  return last
}
