import type { Workload } from '../../cluster/kinds.ts'
import type { WorkloadState } from '../../wire/object.ts'

/** A DaemonSet counts nodes where the others count replicas. An absent spec.replicas means 1; an absent number in a status means 0. */
export function workloadState({ kind, meta, spec, status }: Workload): WorkloadState {
  const daemon = kind === 'DaemonSet'
  const updated = daemon ? status.updatedNumberScheduled : status.updatedReplicas
  const revision = meta.annotations?.['deployment.kubernetes.io/revision'] ?? status.updateRevision
  return {
    desired: daemon ? (status.desiredNumberScheduled ?? 0) : (spec.replicas ?? 1),
    ready: (daemon ? status.numberReady : status.readyReplicas) ?? 0,
    available: (daemon ? status.numberAvailable : status.availableReplicas) ?? 0,
    ...(updated !== undefined && { updated }),
    ...(revision !== undefined && { revision }),
  }
}
