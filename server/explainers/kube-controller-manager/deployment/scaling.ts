import type { Event, Workload } from '../../../cluster/kinds.ts'
import type { World } from '../../../world/world.ts'

/** Event ScalingReplicaSet, taken apart. */
export interface Scaling {
  replicaSet: string
  from: number
  to: number
}

/**
 * "Scaled up replica set <rs> from <a> to <b>" (1.32 on), "… to <b> from <a>" (up to 1.31), "… to <b>" when created (up to 1.33).
 * Source: pkg/controller/deployment/sync.go.
 */
export function parseScaling(note: string): Scaling | undefined {
  const parts = note.match(/^Scaled (?:up|down) replica set (\S+)(?: from (\d+))? to (\d+)(?: from (\d+))?$/)
  return parts ? { replicaSet: parts[1] as string, from: Number(parts[2] ?? parts[4] ?? 0), to: Number(parts[3]) } : undefined
}

/**
 * Which generation of the ReplicaSet an Event speaks of. The Event gives only from and to; every change of spec.replicas is one generation and one Event,
 * so the Events, newest first, are laid against the ReplicaSet's present state. Generation 1 is the creation.
 * Undefined while Events and ReplicaSet are not at the same point: asked again when both watches have caught up, the answer is the same on every server.
 */
export function generationOf(event: Event, set: Workload, deployment: Workload, world: World): number | undefined {
  let generation = set.meta.generation ?? 1
  let replicas = set.spec.replicas ?? 1
  const chain = [...world.events(deployment)].filter(
    (other) => other.reason === 'ScalingReplicaSet' && parseScaling(other.note)?.replicaSet === set.meta.name,
  )
  if (!chain.some((other) => other.meta.uid === event.meta.uid)) chain.push(event)
  chain.sort((a, b) => b.last - a.last)
  for (const other of chain) {
    const { from, to } = parseScaling(other.note) as Scaling
    if (to !== replicas) return undefined
    if (other.meta.uid === event.meta.uid) return generation
    replicas = from
    generation -= 1
  }
  return undefined
}
