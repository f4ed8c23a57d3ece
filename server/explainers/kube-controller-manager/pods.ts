import type { Delta } from '../../cluster/delta.ts'
import type { Event, Kind, KubeObject, Pod } from '../../cluster/kinds.ts'
import type { World } from '../../world/world.ts'
import { createdBy } from '../author.ts'
import { appeared, given, said } from '../evidence.ts'
import { step, type Draft, type StepDefinition } from '../explainer.ts'
import { controllerOf, emittedBy, isNew, ownerRef, podNamed, ref } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'

/** What the controllers that make Pods have in common. Source: pkg/controller/controller_utils.go RealPodControl. */
export interface PodMaker {
  kind: Kind
  /** Event source.component. */
  source: string
  /** Key of the rule's text, and where the rule is written. */
  rule: readonly [id: string, source: string]
  /** It makes one after the other: what it waited for is its predecessor's readiness, or its own name becoming free. */
  ordered?: true
}

type Because = NonNullable<StepDefinition['because']>

/** Of a controller that makes Pods. `created`: what it makes one because of; `refused`: what it may have tried because of. */
export function podSteps(maker: PodMaker, created: Because, refused: Because = []) {
  return {
    'pod-created': step({
      on: ['Pod', 'Event'],
      when: ['SuccessfulCreate'],
      reads: ['Pod', maker.kind],
      because: created,
      floor: 'correlated',
      ceiling: 'observed',
      match: (delta, world) => podCreated(delta, world, maker),
    }),
    'pod-refused': step({
      on: 'Event',
      when: ['FailedCreate'],
      reads: [maker.kind],
      because: refused,
      opens: 'failure',
      floor: 'correlated',
      ceiling: 'observed',
      match: (delta, world) => podRefused(delta, world, maker),
    }),
  }
}

const created = /^(?:Created pod: (\S+)|create Pod (\S+) in StatefulSet \S+ successful)$/i

/** The Pod that a SuccessfulCreate names. */
function createdName(event: Event): string | undefined {
  const parts = event.note.match(created)
  return parts?.[1] ?? parts?.[2]
}

/**
 * A Pod was created by its controller: the new object with its controller owner, and the Event SuccessfulCreate on the owner, in either order.
 * An Event that came first is found again in the world when the Pod arrives.
 */
function podCreated(delta: Delta<'Pod' | 'Event'>, world: World, maker: PodMaker): Draft | undefined {
  if (delta.kind === 'Event') {
    const event = delta.now
    if (!event || !emittedBy(event, maker.source)) return undefined
    const pod = podNamed(world, event.about.namespace, createdName(event))
    return pod && controllerOf(pod)?.kind === maker.kind
      ? { ...draftOf(pod, world, maker), evidence: [said(event, ref(pod))], at: { from: event.first, to: event.first } }
      : undefined
  }
  const { now } = delta
  const owner = controllerOf(now)
  if (!now || !isNew(delta) || owner?.kind !== maker.kind || !createdBy(now, 'kube-controller-manager')) return undefined
  const spoken = eventsOfOwner(world, maker.kind, owner.uid).filter(
    (event) => event.reason === 'SuccessfulCreate' && emittedBy(event, maker.source) && createdName(event) === now.meta.name,
  )
  return {
    ...draftOf(now, world, maker),
    passage: passage(delta, 'create', admitted(now) ? ['admission'] : undefined),
    evidence: [appeared(delta), given(...maker.rule), ...spoken.map((event) => said(event, ref(now)))],
  }
}

function draftOf(pod: Pod, world: World, { ordered }: PodMaker): Omit<Draft, 'evidence'> {
  const owner = controllerOf(pod)
  const leaving: string[] = []
  if (owner && !ordered) {
    for (const other of world.owned('Pod', owner.uid)) {
      if (other.meta.deletionTimestamp !== undefined && other.meta.uid !== pod.meta.uid) leaving.push(other.meta.uid)
    }
  }
  return {
    subject: ref(pod),
    discriminator: '',
    facts: { pod: slot.ref(ref(pod)), ...(owner && { owner: slot.ref(ownerRef(pod, owner)) }) },
    ...(owner && {
      offers: [`children-of:${owner.uid}`],
      seeks: { owner: owner.uid, ...(ordered ? { trigger: `children-of:${owner.uid}` } : leaving.length && { trigger: leaving.slice(-8) }) },
    }),
  }
}

function eventsOfOwner(world: World, kind: Kind, uid: string): Event[] {
  const owner = world.get(kind, uid) as KubeObject | undefined
  return owner ? [...world.events(owner)] : []
}

/** Traces that admission leaves on every ordinary Pod: default tolerations, the service account's token volume. */
function admitted(pod: Pod): boolean {
  return (
    (pod.spec.tolerations?.some((t) => t.key === 'node.kubernetes.io/not-ready' && t.tolerationSeconds !== undefined) ?? false) ||
    (pod.spec.volumes?.some((v) => v.name.startsWith('kube-api-access-')) ?? false)
  )
}

/** A controller could not create a Pod: quota, Pod security, a webhook, a LimitRange. */
function podRefused(delta: Delta<'Event'>, world: World, maker: PodMaker): Draft | undefined {
  const event = delta.now
  const owner =
    event && emittedBy(event, maker.source) && event.about.uid ? (world.get(maker.kind, event.about.uid) as KubeObject | undefined) : undefined
  if (!event || !owner) return undefined
  const error = event.note.replace(/^Error creating: /, '')
  return {
    subject: ref(owner),
    discriminator: error,
    at: { from: event.first, to: event.first },
    facts: { owner: slot.ref(ref(owner)), error: slot.text(error) },
    evidence: [said(event, ref(owner))],
  }
}
