import type { Delta } from '../../cluster/delta.ts'
import type { Event, ManagedEntry, Pod } from '../../cluster/kinds.ts'
import type { Evidence, Facts } from '../../wire/step.ts'
import type { World } from '../../world/world.ts'
import { wrote } from '../author.ts'
import { said } from '../evidence.ts'
import type { Draft } from '../explainer.ts'
import { about, containerOf, controllerOf, emittedBy, ref } from '../match.ts'
import { passage } from '../passage.ts'
import { nodeRef, slot } from '../slot.ts'

/** The kubelet's own write of a Pod's status. Source: pkg/kubelet/status/status_manager.go, PATCH pods/status. */
export function reported(delta: Delta<'Pod' | 'Event'>): { was: Pod; now: Pod; entry: ManagedEntry } | undefined {
  if (delta.kind !== 'Pod' || !delta.was || !delta.now) return undefined
  const entry = wrote(delta, 'kubelet', 'status')
  return entry && { was: delta.was, now: delta.now, entry }
}

export function fromStatus(delta: Delta, pod: Pod, discriminator: string, facts: Facts, evidence: Evidence[]): Draft {
  return { ...place(pod), discriminator, facts: { ...podFacts(pod), ...facts }, evidence, passage: passage(delta, 'patch') }
}

export interface Told {
  event: Event
  pod: Pod
  /** '' when the Event is about the whole Pod. */
  container: string
}

/** A kubelet's Event about a Pod that is known, present or just gone. */
export function told(delta: Delta, world: World): Told | undefined {
  if (delta.kind !== 'Event' || !delta.now || !emittedBy(delta.now, 'kubelet') || delta.now.about.kind !== 'Pod') return undefined
  const event = delta.now
  const subject = about(event, world)
  const pod = subject && (world.get('Pod', subject.uid) ?? (world.departed(subject.uid) as Pod | undefined))
  return pod && { event, pod, container: containerOf(event) ?? '' }
}

export function fromEvent({ event, pod }: Told, discriminator: string, facts: Facts): Draft {
  return {
    ...place(pod),
    ...(event.host && { node: event.host }),
    discriminator,
    facts: { ...podFacts(pod, event.host), ...facts },
    evidence: [said(event, ref(pod))],
    at: { from: event.last, to: event.last },
  }
}

/** Under which a failed probe is found by what it leads to. */
export function failedProbe({ pod, container }: Told, type: string): string {
  return `probe:${pod.meta.uid}/${container}/${type}`
}

function place(pod: Pod): Pick<Draft, 'subject' | 'node' | 'offers' | 'seeks'> {
  const owner = controllerOf(pod)
  const node = pod.spec.nodeName
  const ip = pod.spec.hostNetwork ? undefined : pod.status.podIP
  return {
    subject: ref(pod),
    ...(node && { node, seeks: { node: `node:${node}` } }),
    offers: [...(owner ? [`children-of:${owner.uid}`] : []), ...(ip ? [`ip:${ip}`] : [])],
  }
}

function podFacts(pod: Pod, host = pod.spec.nodeName): Facts {
  return { pod: slot.ref(ref(pod)), ...(host && { node: slot.ref(nodeRef(host)) }) }
}

export function imageOf(pod: Pod, container: string): string {
  const { containers, initContainers = [] } = pod.spec
  return [...containers, ...initContainers].find((c) => c.name === container)?.image ?? ''
}

/** Where the kubelet reports a container. */
export function statusPath(pod: Pod, container: string): string {
  const { initContainers = [], containers } = pod.spec
  const list = initContainers.some((c) => c.name === container)
    ? 'initContainerStatuses'
    : containers.some((c) => c.name === container)
      ? 'containerStatuses'
      : 'ephemeralContainerStatuses'
  return `status.${list}[name=${container}]`
}

export const containerPaths = ['status.containerStatuses', 'status.initContainerStatuses', 'status.ephemeralContainerStatuses'] as const
