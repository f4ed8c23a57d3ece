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

/**
 * A kubelet renews every 10 s and is given up after 40 s; a leader renews every 2 s and loses its lease after 15 s. Counted up to the newest renewal of
 * anybody: while the API server is gone nobody can renew, and nobody is blamed for it; and our clock need not agree with the cluster's.
 */
const nodeLease = 40_000
const leaderLease = 15_000

/** Where Kubernetes' own processes keep their Leases, and hardly anybody else may: elsewhere anybody could post one of the year 9999. */
const trusted = new Set(['kube-system', 'kube-node-lease'])

/** When anybody renewed last; undefined where no Lease is to be seen. */
export function newestRenewal(world: World): number | undefined {
  let newest: number | undefined
  for (const { meta, spec } of world.all('Lease'))
    if (spec.renewTime !== undefined && trusted.has(meta.namespace ?? '') && !(newest !== undefined && newest >= spec.renewTime))
      newest = spec.renewTime
  return newest
}

/** All instances of a component, by where its card says that its life shows. `newest`: what silence is counted up to. */
export function read(liveness: Card['liveness'], cards: readonly Card[], world: World, newest: number): Iterable<Reading> {
  switch (liveness.by) {
    case 'lease':
      return [leader(world, liveness.namespace, liveness.name, newest)]
    case 'node-lease':
      return kubelets(world, newest)
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
      return runtimes(world, newest)
    case 'with': {
      const other = cards.find(({ id }) => id === liveness.component)?.liveness
      return other && other.by !== 'with' ? with_(read(other, cards, world, newest)) : [{ state: 'unknown', why: 'pulse.none' }]
    }
    case 'none':
      return [{ state: 'unknown', why: 'pulse.none' }]
  }
}

function leader(world: World, namespace: string, name: string, newest: number): Reading {
  const lease = world.find('Lease', namespace, name)
  return lease ? renewed(lease, newest, leaderLease, 'pulse.lease') : missing(world, 'Lease', namespace)
}

function renewed({ spec }: Lease, newest: number, limit: number, why: string): Reading {
  const detail = spec.holderIdentity
  const quiet = spec.renewTime === undefined || newest - spec.renewTime > limit
  return {
    state: quiet ? 'quiet' : 'live',
    why,
    ...(quiet && spec.renewTime !== undefined && { since: spec.renewTime }),
    ...(detail !== undefined && { detail }),
  }
}

function* kubelets(world: World, newest: number): Generator<Reading> {
  for (const { meta } of world.all('Node')) {
    const lease = world.find('Lease', 'kube-node-lease', meta.name)
    yield { ...(lease ? renewed(lease, newest, nodeLease, 'pulse.node-lease') : missing(world, 'Lease', 'kube-node-lease')), node: meta.name }
  }
}

/** The runtime never speaks to the API server: the kubelet answers for it. */
function* runtimes(world: World, newest: number): Generator<Reading> {
  for (const kubelet of kubelets(world, newest)) {
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
  return first.length > 0 ? first : [missing(world, 'Pod', namespace)]
}

function deployment(world: World, namespace: string, label: string): Reading {
  const [key = '', value] = label.split('=')
  for (const { meta, spec, status } of world.all('Deployment')) {
    if (meta.namespace !== namespace || meta.labels?.[key] !== value) continue
    const ready = status.readyReplicas ?? 0
    return { state: ready > 0 ? 'live' : 'quiet', why: 'pulse.deployment', detail: `${ready}/${spec.replicas ?? 1}` }
  }
  return missing(world, 'Deployment', namespace)
}

/** An empty seat; unless the kind is not watched at all or not in that namespace, then nothing tells. */
function missing(world: World, kind: Kind, namespace: string): Reading {
  const watched = world.count(kind) > 0 && inSight(world, namespace)
  return watched ? { state: 'absent', why: 'pulse.absent' } : { state: 'unknown', why: 'pulse.unseen' }
}

/** Whether anything of a namespace is seen. Each has the first two, if those kinds are watched. */
function inSight(world: World, namespace: string): boolean {
  if (world.find('ConfigMap', namespace, 'kube-root-ca.crt') || world.find('ServiceAccount', namespace, 'default')) return true
  for (const kind of ['Lease', 'Pod'] as const) for (const { meta } of world.all(kind)) if (meta.namespace === namespace) return true
  return false
}

function* with_(readings: Iterable<Reading>): Generator<Reading> {
  for (const reading of readings) yield { ...reading, why: 'pulse.with' }
}
