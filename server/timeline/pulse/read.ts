import type { Kind, Lease, Pod } from '../../cluster/kinds.ts'
import type { Card } from '../../wire/component.ts'
import type { Pulse } from '../../wire/pulse.ts'
import type { World } from '../../world/world.ts'

/** What is to be seen of one instance now. `since`: when it last showed itself, if that is known. */
export interface Reading {
  state: Pulse['state']
  why: string
  node?: string
  since?: number
  detail?: string
}

/** A kubelet renews every 10 s and is given up after 40 s; a leader renews every 2 s and loses its lease after 15 s. */
const nodeLease = 40_000
const leaderLease = 15_000

/** All instances of a component, by where its card says that its life shows. */
export function read(liveness: Card['liveness'], cards: readonly Card[], world: World, now: number): Iterable<Reading> {
  switch (liveness.by) {
    case 'lease':
      return [leader(world, liveness.namespace, liveness.name, now)]
    case 'node-lease':
      return kubelets(world, now)
    case 'mirror-pod':
      return pods(
        world,
        'kube-system',
        `component=${liveness.component}`,
        'pulse.mirror-pod',
        (pod) => 'kubernetes.io/config.mirror' in (pod.meta.annotations ?? {}),
      )
    case 'daemonset':
      return pods(world, liveness.namespace, liveness.label, 'pulse.daemonset', () => true)
    case 'deployment':
      return [deployment(world, liveness.namespace, liveness.label)]
    case 'runtime-version':
      return runtimes(world, now)
    case 'with': {
      const other = cards.find(({ id }) => id === liveness.component)?.liveness
      return other && other.by !== 'with' ? with_(read(other, cards, world, now)) : [{ state: 'unknown', why: 'pulse.none' }]
    }
    case 'none':
      return [{ state: 'unknown', why: 'pulse.none' }]
  }
}

function leader(world: World, namespace: string, name: string, now: number): Reading {
  const lease = world.find('Lease', namespace, name)
  return lease ? renewed(lease, now, leaderLease, 'pulse.lease') : missing(world, 'Lease')
}

function renewed({ spec }: Lease, now: number, limit: number, why: string): Reading {
  const detail = spec.holderIdentity
  const quiet = spec.renewTime === undefined || now - spec.renewTime > limit
  return {
    state: quiet ? 'quiet' : 'live',
    why,
    ...(quiet && spec.renewTime !== undefined && { since: spec.renewTime }),
    ...(detail !== undefined && { detail }),
  }
}

function* kubelets(world: World, now: number): Generator<Reading> {
  for (const { meta } of world.all('Node')) {
    const lease = world.find('Lease', 'kube-node-lease', meta.name)
    yield { ...(lease ? renewed(lease, now, nodeLease, 'pulse.node-lease') : missing(world, 'Lease')), node: meta.name }
  }
}

/** The runtime never speaks to the API server: the kubelet answers for it. */
function* runtimes(world: World, now: number): Generator<Reading> {
  for (const kubelet of kubelets(world, now)) {
    const version = world.find('Node', undefined, kubelet.node ?? '')?.status.containerRuntimeVersion
    yield {
      ...kubelet,
      why: 'pulse.runtime-version',
      state: kubelet.state === 'live' && !version ? 'unknown' : kubelet.state,
      ...(version && { detail: version }),
    }
  }
}

function pods(world: World, namespace: string, label: string, why: string, counts: (pod: Pod) => boolean): Reading[] {
  const found: Reading[] = []
  for (const pod of world.podsLabelled(namespace, label)) {
    if (!pod.spec.nodeName || !counts(pod)) continue
    const ready = pod.status.conditions?.find(({ type }) => type === 'Ready')
    const live = ready?.status === 'True'
    found.push({
      state: live ? 'live' : 'quiet',
      why,
      node: pod.spec.nodeName,
      detail: pod.meta.name,
      ...(ready?.lastTransitionTime !== undefined && { since: ready.lastTransitionTime }),
    })
  }
  // Of two Pods on a node during a rollout the living one speaks.
  found.sort((a, b) => Number(b.state === 'live') - Number(a.state === 'live'))
  const first = found.filter((reading, at) => found.findIndex(({ node }) => node === reading.node) === at)
  return first.length > 0 ? first : [missing(world, 'Pod')]
}

function deployment(world: World, namespace: string, label: string): Reading {
  const [key = '', value] = label.split('=')
  for (const { meta, spec, status } of world.all('Deployment')) {
    if (meta.namespace !== namespace || meta.labels?.[key] !== value) continue
    const ready = status.readyReplicas ?? 0
    return { state: ready > 0 ? 'live' : 'quiet', why: 'pulse.deployment', detail: `${ready}/${spec.replicas ?? 1}` }
  }
  return missing(world, 'Deployment')
}

/** An empty seat; unless the kind is not watched at all, then nothing tells. */
function missing(world: World, kind: Kind): Reading {
  return world.count(kind) > 0 ? { state: 'absent', why: 'pulse.absent' } : { state: 'unknown', why: 'pulse.unseen' }
}

function* with_(readings: Iterable<Reading>): Generator<Reading> {
  for (const reading of readings) yield { ...reading, why: 'pulse.with' }
}
