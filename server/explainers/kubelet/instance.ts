import type { ContainerStatus, Event, Pod } from '../../cluster/kinds.ts'

/**
 * The number of a container's instance: the first has 0, as restartCount says while it runs. Statuses know it, Events do not; it is found from the
 * times at which instances started (whole seconds, pkg/kubelet/kuberuntime) and from the Event's count, so that either may arrive first.
 */
interface Instance {
  index: number
  /** ms, whole seconds. */
  started: number
}

const slack = 1_100

export function statusOf(pod: Pod | undefined, container: string): ContainerStatus | undefined {
  const { containerStatuses, initContainerStatuses, ephemeralContainerStatuses } = pod?.status ?? {}
  for (const list of [containerStatuses, initContainerStatuses, ephemeralContainerStatuses]) {
    const found = list?.find((status) => status.name === container)
    if (found) return found
  }
  return undefined
}

export function allStatuses(pod: Pod | undefined): ContainerStatus[] {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod?.status ?? {}
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses]
}

/** The instance whose end `last` tells: while the container waits it is the newest, otherwise the one before. */
export function lastIndex(status: ContainerStatus): number {
  return status.waiting ? status.restartCount : status.restartCount - 1
}

function instances(status: ContainerStatus | undefined): Instance[] {
  if (!status) return []
  const found: Instance[] = []
  if (status.last?.startedAt !== undefined) found.push({ index: lastIndex(status), started: status.last.startedAt })
  const current = status.running?.startedAt ?? status.terminated?.startedAt
  if (current !== undefined) found.push({ index: status.restartCount, started: current })
  return found.sort((a, b) => a.started - b.started)
}

/** The instance that something done before or at its start belongs to: the first that started no earlier, else the next one. */
export function preparedAt(status: ContainerStatus | undefined, at: number): number {
  const known = instances(status)
  const next = known.find(({ started }) => at < started + slack)
  if (next) return next.index
  const newest = known.at(-1)
  return newest ? newest.index + 1 : (status?.restartCount ?? 0)
}

/**
 * The same for Created and Started, whose text never varies: the recorder counts them, one per instance. A recorder that began anew
 * (kubelet restarted) counts too low; then the times decide.
 */
export function startedBy(status: ContainerStatus | undefined, event: Event): number {
  const byTime = preparedAt(status, event.last)
  const byCount = event.count - 1
  return byCount === byTime + 1 || byCount === byTime ? byCount : byTime
}

/** The instance that ran at a time. */
export function runningAt(status: ContainerStatus | undefined, at: number): number {
  return instances(status).findLast(({ started }) => started <= at)?.index ?? status?.restartCount ?? 0
}

/** A container's state in words, as evidence shows it. */
export function stateOf(status: ContainerStatus | undefined): string | undefined {
  if (!status) return undefined
  if (status.running) return 'running'
  if (status.terminated) return `terminated: ${status.terminated.reason ?? ''} ${status.terminated.exitCode}`
  return `waiting: ${status.waiting?.reason ?? ''}`
}
